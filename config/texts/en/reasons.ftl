### One sentence for each rule and outcome: what the vacancy requires and what is known of the candidate.
### Arguments arrive localised; an empty one arrives as the word `none`, a whole number as a number.
### The sentences address no reader, and a negative outcome always states its reason.

## Parts of the sentences below

months-required = { $required ->
    [one] one month
   *[other] { $required } months
}
months-found = { $found ->
    [one] one month
   *[other] { $found } months
}
title-required = Title needed: { $required }{ $required_status ->
    [none] .
   *[other] , with at least the status “{ $required_status }”.
}
title-found = { $found ->
    [none] No such title was stated.
   *[other] Stated: { $found }{ $found_status ->
        [none] , without a status.
       *[other] , { $found_status }.
    }
}
language-required = { $language }{ $skill ->
    [none] {""}
   *[other] {" "}({ $skill })
} { $required } is needed { $by ->
    [application] at application
   *[start] when work starts
}{ $required_evidence ->
    [none] .
   *[other] , { $required_evidence }.
}
language-found = { $found ->
    [none] Nothing is known of it.
   *[other] { $found } was stated{ $evidence ->
        [none] .
       *[other] , { $evidence }.
    }
}
pay-offered = Pay is € { $required } a month{ $max ->
    [none] .
   *[other] , and up to € { $max } with all seniority accepted.
}

## Reasons

reason-title-met = { title-required } { title-found }
reason-title-by-plan = { title-required } { title-found } The remaining procedures can end in time; authorities decide.
reason-title-unknown = { title-required } { $found ->
    [none] Which titles are held is not known yet.
   *[other] { title-found } Whether that is enough is still to be verified.
}
reason-title-not-met = { title-required } { title-found }

reason-lower-title-met = The work is that of { $required }, below the highest title held; that was agreed to.
reason-lower-title-unknown = The work is that of { $required }, below the highest title held. Whether that is welcome was not asked yet.
reason-lower-title-not-met = The work is that of { $required }, below the highest title held. { $found ->
    [none] That is not wanted.
   *[other] Wanted: { $found } or above.
}

reason-language-met = { language-required } { language-found }
reason-language-by-plan = { language-required } { language-found } A course can reach it in time.
reason-language-unknown = { language-required } { $found ->
    [none] Nothing is known of it yet.
   *[other] { language-found } Evidence or some skills are still to be verified.
}
reason-language-not-met = { language-required } { $found ->
    [none] It is not among the languages stated.
   *[other] { language-found }
}

reason-experience-met = { months-required } of experience are needed. { $found ->
    [none] They are there.
   *[other] Stated: { months-found }.
}
reason-experience-unknown = { months-required } of experience are needed. { $found ->
    [none] How much there is, is not known yet.
   *[other] Stated so far: { months-found }; there may be more.
}
reason-experience-not-met = { months-required } of experience are needed. { $found ->
    [none] There are fewer.
   *[other] Stated: { months-found }.
}

reason-specialism-met = { months-required } in { $specialisms } are needed. { $found ->
    [none] They are there.
   *[other] Stated: { months-found }.
}
reason-specialism-unknown = { months-required } in { $specialisms } are needed. { $found ->
    [none] How much there is, is not known yet.
   *[other] Stated so far: { months-found }; there may be more.
}
reason-specialism-not-met = { months-required } in { $specialisms } are needed. { $found ->
    [none] There are fewer.
   *[other] Stated: { months-found }.
}

reason-recent-practice-met = Practice within the last { months-required } is needed. { $found ->
    [none] That is so.
   *[other] Last practised: { $found }.
}
reason-recent-practice-unknown = Practice within the last { months-required } is needed. { $found ->
    [none] The last day of practice is not known yet.
   *[other] Last practised: { $found }; to be verified.
}
reason-recent-practice-not-met = Practice within the last { months-required } is needed. { $found ->
    [none] The last practice is longer ago.
   *[other] Last practised: { $found }.
}

reason-region-met = The work is in { $required }, which is accepted.
reason-region-unknown = The work is in { $required }. { $found ->
    [none] Which regions are accepted is not known yet.
   *[other] Accepted: { $found }, which is a part of it.
}
reason-region-not-met = The work is in { $required }. { $found ->
    [none] It is not among the regions accepted.
   *[other] Accepted: { $found }.
}

reason-setting-met = The work place is of this kind: { $required }, which is accepted.
reason-setting-unknown = The work place is of this kind: { $required }. { $found ->
    [none] Which kinds are accepted is not known yet.
   *[other] Accepted: { $found }; to be verified.
}
reason-setting-not-met = The work place is of this kind: { $required }. { $found ->
    [none] It is not among those accepted.
   *[other] Accepted: { $found }.
}

reason-shifts-met = Shifts: { $required }. All are accepted.
reason-shifts-unknown = Shifts: { $required }. { $found ->
    [none] Which shifts are accepted is not known yet.
   *[other] Accepted: { $found }; to be verified.
}
reason-shifts-not-met = Shifts: { $required }. { $found ->
    [none] Not all are accepted.
   *[other] Accepted: { $found }.
}

reason-hours-met = The post has { $required } hours a week. { $found ->
    [none] That suits.
   *[other] Wanted: { $found }.
}
reason-hours-unknown = The post has { $required } hours a week. { $found ->
    [none] How many are wanted is not known yet.
   *[other] Wanted, as far as is known: { $found }.
}
reason-hours-not-met = The post has { $required } hours a week. { $found ->
    [none] Other hours are wanted.
   *[other] Wanted: { $found }.
}

reason-start-met = Work must begin by { $required }. { $found ->
    [none] That is possible.
   *[other] Earliest start: { $found }.
}
reason-start-by-plan = Work must begin by { $required }. { $found ->
    [none] That is possible by plan.
   *[other] Earliest start by plan: { $found }.
}
reason-start-unknown = Work must begin by { $required }. { $found ->
    [none] The earliest start is not known yet.
   *[other] Earliest start as far as is known: { $found }.
}
reason-start-not-met = Work must begin by { $required }. { $found ->
    [none] The steps before it end later.
   *[other] Earliest start: { $found }.
}

reason-pay-met = { pay-offered } { $found ->
    [none] That is enough.
   *[other] At least € { $found } is wanted.
}
reason-pay-unknown = { pay-offered } { $found ->
    [none] Whether that is enough is not known yet.
   *[other] At least € { $found } is wanted: to be agreed.
}
reason-pay-not-met = { pay-offered } { $found ->
    [none] More is wanted.
   *[other] At least € { $found } is wanted.
}

reason-contract-met = The contract lasts { months-required }. { $found ->
    [none] That is long enough.
   *[other] Shortest contract wanted: { months-found }.
}
reason-contract-unknown = The contract lasts { months-required }. { $found ->
    [none] Which length is wanted is not known yet.
   *[other] Shortest contract wanted: { months-found }; to be verified.
}
reason-contract-not-met = The contract lasts { months-required }. { $found ->
    [none] A longer one is wanted.
   *[other] Shortest contract wanted: { months-found }.
}

reason-driving-licence-met = A driving licence is needed, and there is one.
reason-driving-licence-unknown = A driving licence is needed. Whether there is one is not known yet.
reason-driving-licence-not-met = A driving licence is needed. There isn’t one yet.

reason-work-permission-met = Permission to work is there, or the employer will ask for it.
reason-work-permission-unknown = Whether a permit is needed, or whether the employer will ask for it, is not known yet.
reason-work-permission-not-met = A permit is needed, and the employer does not ask for one.

reason-consent-met = There is consent to be shown under a pseudonym.
reason-consent-unknown = Whether there is consent to be shown under a pseudonym is not known yet.
reason-consent-not-met = There is no consent to be shown.

reason-availability-met = Not placed elsewhere.
reason-availability-unknown = Whether there is another placement is not known yet.
reason-availability-not-met = Already placed elsewhere.

## The kind of source on which an outcome rests

source-own-word = Source: own word.
source-document = Source: document seen.
source-test = Source: test.
source-certificate = Source: certificate.
source-decision = Source: decision of an authority.
