// What a page loads for its player, ours and three others, as a browser asks for it.
//
//   npm install --prefix benchmarks/players --ignore-scripts
//   node benchmarks/player_sizes.mjs
//
// Each player is put into a page as its own documentation says, with one MP3 and ten chapters. A
// server on loopback counts what Chromium asks for, sound and pictures aside, and compresses each
// file as web servers do (gzip, level 6). Nothing is clicked.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ASSETS = join(HERE, "..", "podcast", "site", "assets");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json", ".svg": "image/svg+xml" };
const COUNTED = new Set([".js", ".mjs", ".css", ".html", ".json", ".woff", ".woff2", ".svg"]);

const titles = Array.from({ length: 10 }, (_, place) => ({ title: `Chapter ${place}`, start: place * 40 }));
const episode = {
  version: 5,
  show: { title: "Show" },
  title: "Episode",
  duration: "00:06:40.000",
  audio: [{ url: "/audio.mp3", size: "1", title: "MP3", mimeType: "audio/mpeg" }],
  chapters: titles.map(({ title, start }) => ({ title, start: `00:0${Math.floor(start / 60)}:${String(start % 60).padStart(2, "0")}.000` })),
};

const players = [
  {
    name: "podcast-player",
    body: `<script defer src="/ours/podcast-player.js"></script><podcast-player title="Episode">
      <audio controls preload="none" src="/audio.mp3"></audio><ol>${titles
        .map(({ title, start }) => `<li><a href="/audio.mp3#t=${start}">${title}</a></li>`).join("")}</ol></podcast-player>`,
    shown: /<podcast-player>/, // it has taken its title attribute away
  },
  {
    name: "shikwasa", files: "shikwasa",
    body: `<link rel="stylesheet" href="/npm/shikwasa/dist/style.css"><div id="p"></div>
      <script src="/npm/shikwasa/dist/shikwasa.min.js"></script><script>
      Shikwasa.Player.use(Shikwasa.Chapter); new Shikwasa.Player({ container: () => document.querySelector("#p"),
        preload: "none", audio: { title: "Episode", artist: "Show", cover: "", src: "/audio.mp3",
        chapters: ${JSON.stringify(titles.map(({ title, start }) => ({ title, startTime: start, endTime: start + 40 })))} } });
      </script>`,
    shown: /class="shk /,
  },
  {
    name: "plyr", files: "plyr",
    body: `<link rel="stylesheet" href="/npm/plyr/dist/plyr.css"><audio id="p" controls preload="none" src="/audio.mp3"></audio>
      <script src="/npm/plyr/dist/plyr.min.js"></script><script>new Plyr("#p", { iconUrl: "/npm/plyr/dist/plyr.svg" });</script>`,
    shown: /class="plyr /,
  },
  {
    name: "@podlove/web-player", files: "@podlove/web-player",
    body: `<div id="p"></div><script src="/npm/@podlove/web-player/embed.js"></script><script>
      podlovePlayer("#p", "/episode.json", "/config.json");</script>`,
    shown: /<iframe[^>]*podlove/i,
  },
];

async function answer(path, player) {
  if (path === "/") return Buffer.from(`<!DOCTYPE html><meta charset="utf-8"><body>${player.body}`);
  if (path === "/episode.json") return Buffer.from(JSON.stringify(episode));
  if (path === "/config.json") return Buffer.from(JSON.stringify({ version: 5, base: "/npm/@podlove/web-player/" }));
  if (path.startsWith("/ours/")) return readFile(join(ASSETS, normalize(path.slice(5))));
  if (path.startsWith("/npm/")) return readFile(join(HERE, "players", "node_modules", normalize(path.slice(4))));
  return null;
}

async function measured(player) {
  const asked = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const data = await answer(path, player).catch(() => null);
    response.writeHead(data ? 200 : 404, { "content-type": TYPES[extname(path)] ?? (path === "/" ? "text/html" : "application/octet-stream") });
    response.end(data ?? "");
    if (data && COUNTED.has(extname(path))) asked.set(path, data);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const profile = await mkdtemp(join(tmpdir(), "players-"));
  const { stdout } = await promisify(execFile)(CHROMIUM, [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", `--user-data-dir=${profile}`,
    "--virtual-time-budget=20000", "--dump-dom", `http://127.0.0.1:${server.address().port}/`,
  ], { maxBuffer: 1 << 28 });
  server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  if (!player.shown.test(stdout)) throw new Error(`${player.name}: does not show`);
  const files = [...asked.values()];
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
  return {
    name: player.name, requests: files.length, raw: sum(files.map((file) => file.length)),
    gzip: sum(files.map((file) => gzipSync(file, { level: 6 }).length)), paths: [...asked.keys()],
  };
}

console.log("| player | files | kB | kB gzip |\n|---|--:|--:|--:|");
for (const player of players) {
  const { name, requests, raw, gzip, paths } = await measured(player);
  console.log(`| ${name} | ${requests} | ${(raw / 1000).toFixed(1)} | ${(gzip / 1000).toFixed(1)} |`);
  if (process.argv.includes("--files")) console.log(paths.join("\n"));
}
