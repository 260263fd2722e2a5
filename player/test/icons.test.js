import assert from "node:assert/strict";
import { test } from "node:test";
import { ICONS } from "../src/icons.js";

test("the arrow of 15 seconds back turns against the clock, the one forward with it", () => {
  for (const [name, clockwise] of /** @type {const} */ ([["back", false], ["forward", true]])) {
    // an arc that ends at the top, and from there the two lines of the arrow's head
    const [, sweep, head = ""] = /A8\.6 8\.6 0 1 ([01]) 12 3\.8(l[^"]*)/.exec(ICONS[name]) ?? [];
    assert.equal(sweep, clockwise ? "1" : "0", "the arc's sweep flag (SVG 2, section 9.3.8)");
    const lines = [...head.matchAll(/l(-?[\d.]+)/g)].map(([, x]) => Number(x));
    assert.equal(lines.length, 2);
    assert.ok(lines.every((x) => (clockwise ? x < 0 : x > 0)), `${name}: the head lies behind its tip`);
  }
});
