// Size and power of every test of independence. Cells that bench/validity/measured.json holds are not measured again:
//   npm run bench -- validity [--test WORD] [--world WORD] [--again] [--scale 0.1]
// Then the tables in docs/guides are made from it: docs/guides/test-levels.md whole, the marked parts of which-test.md.
import { measureAll } from './validity/measure.mjs'
import { summary, writeTables } from './validity/tables.mjs'

export default (b) => {
  const { test, world, again, scale } = b.options
  measureAll({ test, world, again: again !== undefined, scale: Number(scale ?? 1) }, b.print)
  writeTables()
  for (const line of summary()) b.print(line)
}
