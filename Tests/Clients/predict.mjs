// JavaScript: a reading; the same in a browser, with a file of an <input>. node predict.mjs ADDRESS PICTURE
import { readFile } from "node:fs/promises";

const [address, picture] = process.argv.slice(2);
const form = new FormData();
form.append("file", new Blob([await readFile(picture)]), "picture");
const answer = await fetch(`${address}/predict`, { method: "POST", body: form });
const reading = await answer.json();
if (!answer.ok) throw new Error(reading.error.message);
console.log(reading.prediction, reading.confidence, reading.decision);
