### The question to put for each rule with a fact missing, and its addressee.
### Arguments arrive localised; an empty one arrives as the word `none`.

ask-title = À la personne candidate ou à l’agence : peut-on voir le diplôme et les décisions sur le titre « { $required } » ?
ask-lower-title = À la personne candidate : un travail sous ce titre conviendrait-il : { $required } ?
ask-language = À la personne candidate : quel niveau en { $language } pour chaque compétence, et y a-t-il une attestation ou un test ?
ask-experience = À la personne candidate : combien de mois de travail en tout, et la liste est-elle complète ?
ask-specialism = À la personne candidate : combien de mois de travail dans la spécialité { $specialisms }, et la liste est-elle complète ?
ask-recent-practice = À la personne candidate : quel a été le dernier jour de pratique ?
# A candidate who accepts only some districts of the region depends on the district.
ask-region = { $found ->
    [none] À la personne candidate : un travail partout dans cette région conviendrait-il : { $required } ?
   *[other] À la personne candidate : un travail partout dans cette région conviendrait-il : { $required } ? À l’employeur : dans quel arrondissement se trouve-t-il ?
}
ask-setting = À la personne candidate : ce type de lieu de travail conviendrait-il : { $required } ?
ask-shifts = À la personne candidate : lesquels de ces horaires conviendraient : { $required } ?
ask-hours = À la personne candidate : combien d’heures par semaine au moins, et au plus ?
# With a known day only the length of the procedures is open.
ask-start = { $found ->
    [none] À la personne candidate : à partir de quel jour le travail est-il possible ? Aux autorités : combien de temps prennent les procédures qui restent ?
   *[other] Aux autorités : combien de temps prennent les procédures qui restent ?
}
ask-pay = À la personne candidate : quel salaire au moins ? À l’employeur : quelle ancienneté est reconnue ?
ask-contract = À la personne candidate : quelle durée de contrat au moins ?
ask-driving-licence = À la personne candidate : y a-t-il un permis de conduire valable en Belgique ?
# A party that has answered already is not asked again.
ask-work-permission = { $found ->
    [none] { $required ->
        [none] À la personne candidate : un permis de travail est-il nécessaire ? À l’employeur : un permis unique sera-t-il demandé ?
       *[other] À la personne candidate : un permis de travail est-il nécessaire ?
    }
   *[other] À l’employeur : un permis unique sera-t-il demandé ?
}
ask-consent = À la personne candidate : le profil peut-il être présenté aux employeurs sous un pseudonyme ?
ask-availability = À l’agence : y a-t-il un autre placement ?
