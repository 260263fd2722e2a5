// Bundles src/ into the one file that the Python package ships.
//
//   node build.mjs           writes it
//   node build.mjs --check   exits 1 when the file that is there is another one
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const target = ["chrome115", "firefox115", "safari16.4"];
const output = fileURLToPath(new URL("../podcast/site/assets/podcast-player.js", import.meta.url));

/** The stylesheet as a minified string, so that it travels inside the script. */
const styles = {
  name: "styles",
  /** @param {import("esbuild").PluginBuild} esbuild */
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf-8");
      const { code } = await transform(source, { loader: "css", minify: true, target });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("src/element.js", import.meta.url))],
  bundle: true,
  charset: "utf8",
  format: "iife",
  legalComments: "none",
  minify: true,
  plugins: [styles],
  target,
  write: false,
  banner: { js: "/* podcast-player: built from player/ by `npm run build`; GPL-3.0-or-later */" },
});
const [built] = outputFiles;

if (process.argv.includes("--check")) {
  const there = await readFile(output).catch(() => Buffer.alloc(0));
  if (!there.equals(built.contents)) {
    console.error(`error: ${output}: is not what src/ gives; run \`npm run build\` in player/`);
    process.exitCode = 1;
  }
} else {
  await writeFile(output, built.contents);
}
