//! Makes `config/text-statistics/` again from the ESCO rows and the concepts.
//!
//! `cargo run -p reference-data --example text_statistics`

use std::error::Error;
use std::path::Path;

use reference_data::{ReferenceData, document_frequencies};
use vocabulary::TextLanguage;

fn main() -> Result<(), Box<dyn Error>> {
    let reference = ReferenceData::built_in()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/text-statistics");
    let mut meta = String::from(
        "# Made by `cargo run -p reference-data --example text_statistics`: raise the version when figures change.\n\n\
         version = 1\n\
         source = \"counted over ESCO labels (European Commission) and our own concepts.toml\"\n\
         certainty = \"V\"\n\n\
         # A choice, no measurement: the scale of a profile's text, in words.\n\
         mean_length = 30\n\n\
         # A document is one ESCO row's labels in that language, or one concept's phrases.\n\
         [documents]\n",
    );
    for language in TextLanguage::ALL {
        let esco = reference.esco();
        let rows = esco.occupations().iter().chain(esco.skills());
        let of_esco = rows.map(|row| row.labels(*language).iter().map(String::as_str).collect());
        let of_concepts = reference
            .concepts()
            .iter()
            .map(|concept| concept.phrases(*language).iter().map(String::as_str).collect());
        let (documents, words) = document_frequencies(of_esco.chain(of_concepts));
        meta.push_str(&format!("{language} = {documents}\n"));
        let mut file = csv::Writer::from_path(folder.join(format!("{language}.csv")))?;
        file.write_record(["word", "documents"])?;
        for (word, count) in words {
            file.write_record([word, count.to_string()])?;
        }
        file.flush()?;
    }
    std::fs::write(folder.join("meta.toml"), meta)?;
    Ok(())
}
