// Reads WebVTT from stdin with webvtt-parser; prints its errors and its cues as JSON.
import { readFileSync } from "node:fs";
import parser from "webvtt-parser";

const { cues, errors } = new parser.WebVTTParser().parse(readFileSync(0, "utf-8"));
const plain = cues.map(({ startTime, endTime, tree }) => {
  const times = [];
  let text = "", voice = "";
  (function walk(node) {
    if (node.type === "text") text += node.value;
    if (node.type === "timestamp") times.push(node.value);
    if (node.type === "object" && node.name === "v") voice = node.value;
    (node.children || []).forEach(walk);
  })(tree);
  return { start: startTime, end: endTime, text, voice, times };
});
console.log(JSON.stringify({ errors, cues: plain }));
