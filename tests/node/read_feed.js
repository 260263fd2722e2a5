// Reads RSS from stdin with the reader named by the first argument; prints what it found as JSON.
import { readFileSync } from "node:fs";
import { parseFeed as feedsmith } from "feedsmith";
import partytime from "podcast-partytime";

const readers = { feedsmith, partytime: partytime.parseFeed };
console.log(JSON.stringify(readers[process.argv[2]](readFileSync(0, "utf-8"))));
