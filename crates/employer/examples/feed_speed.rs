fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let t = std::time::Instant::now();
    let r = reference_data::ReferenceData::built_in().unwrap();
    println!("reference {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let feed = employer::read_postings("x", &bytes, &r);
    println!("{} drafts, {} notes, {:?}", feed.drafts.len(), feed.notes.len(), t.elapsed());
    for n in feed.notes.iter().take(5) { println!("{n}"); }
    for d in feed.drafts.iter().take(std::env::args().nth(2).map_or(0, |n| n.parse().unwrap())) {
        println!("{} {}", d.reference, serde_json::to_string(&d.content).unwrap().chars().take(300).collect::<String>());
        for s in &d.suggestions { println!("   {s:?}"); }
        for s in &d.notes { println!("   {s}"); }
    }
}
