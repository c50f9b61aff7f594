//! Makes the weights of demarche's part-of-speech tagger: sentences for the teacher, then training on its answer.

mod evaluate;
mod examples;
mod perceptron;
mod sentences;
mod speed;
mod weights;

use anyhow::{Context, Result, bail};
use demarche::language::tagger::Tagger;
use std::io::{BufRead, Write};
use std::path::Path;

const USAGE: &str = "usage: trainer sentences CORPUS_DIR > sentences.txt
       trainer train TAGGED WRITTEN -o WEIGHTS
       trainer evaluate TAGGED WRITTEN WEIGHTS
       trainer tag WEIGHTS < sentences.txt > tagged.txt
       trainer speed CORPUS_DIR";

/// How often the sentences are learned.
const EPOCHS: usize = 8;
/// How often a sentence written by hand is learned in each epoch, in each of its forms.
const WRITTEN_TIMES: usize = 3;
/// How many weights the file keeps: what makes it about 1.5 MB.
const KEPT: usize = 420_000;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["sentences", corpus] => sentences::write(Path::new(corpus), &mut std::io::stdout().lock()),
        ["train", tagged, written, "-o", out] => train(&read(tagged)?, &read(written)?, out),
        ["evaluate", tagged, written, weights] => evaluate(&read(tagged)?, &read(written)?, &tagger(weights)?),
        ["tag", weights] => tag(&tagger(weights)?, std::io::stdin().lock(), std::io::stdout().lock()),
        ["speed", corpus] => speed::report(Path::new(corpus)),
        _ => bail!(USAGE),
    }
}

fn read(path: &str) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.to_owned())
}

fn tagger(path: &str) -> Result<Tagger> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    Tagger::from_bytes(&bytes).with_context(|| path.to_owned())
}

fn train(tagged: &str, written: &str, out: &str) -> Result<()> {
    let teacher = examples::teacher(tagged)?;
    let by_hand = examples::written(written)?;
    let derived = examples::derived(&teacher.train)?;
    let forms = examples::forms(&by_hand.train);
    let dictionary = weights::dictionary(&teacher.train);
    eprintln!(
        "{} sentences of the teacher, {} derived, {} written in {} forms; {} words in the dictionary",
        teacher.train.len(),
        derived.len(),
        by_hand.train.len(),
        forms.len(),
        dictionary.len()
    );
    let words = Tagger::from_bytes(&weights::bytes(&[], &[], &dictionary, &Vec::new(), 0))?;
    let repeated = forms.iter().cycle().take(forms.len() * WRITTEN_TIMES);
    let examples = teacher.train.iter().chain(&derived).chain(repeated);
    let sentences: Vec<_> =
        examples.map(|example| perceptron::Sentence::new(example, |text| words.words(text))).collect();
    let learned = perceptron::train(&sentences, EPOCHS);
    let bytes = weights::bytes(tagged.as_bytes(), written.as_bytes(), &dictionary, &learned, KEPT);
    std::fs::write(out, &bytes).with_context(|| out.to_owned())?;
    println!("{} bytes of weights", bytes.len());
    evaluate(tagged, written, &tagger(out)?)
}

/// Tags sentences as the teacher does, to compare the two.
fn tag(tagger: &Tagger, sentences: impl BufRead, mut out: impl Write) -> Result<()> {
    for line in sentences.lines() {
        let line = line?;
        if line.starts_with('\t') {
            writeln!(out, "{line}")?;
            continue;
        }
        let words: Vec<&str> = line.split(' ').collect();
        let tags = tagger.tag(&words);
        let pairs: Vec<String> = words.iter().zip(tags).map(|(word, tag)| format!("{word}_{}", tag.name())).collect();
        writeln!(out, "{}", pairs.join(" "))?;
    }
    Ok(())
}

fn evaluate(tagged: &str, written: &str, tagger: &Tagger) -> Result<()> {
    evaluate::report(tagger, "held-out documents against the teacher", &examples::teacher(tagged)?.held_out);
    let by_hand = examples::written(written)?.held_out;
    evaluate::report(tagger, "held-out sentences written by hand", &by_hand);
    let titles: Vec<_> = by_hand.iter().map(examples::Example::in_title_case).collect();
    evaluate::report(tagger, "the same in title case", &titles);
    Ok(())
}
