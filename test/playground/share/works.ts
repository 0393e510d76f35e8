import fc from 'fast-check'
import { firstWork, type PanelName, type Work } from '../../../examples/playground/src/work'

/** Names as people and attackers write them. */
export const names: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'X',
    'Y',
    'two words',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'é',
    '`$',
    '"',
    '\\',
    '\r\n',
    '\ud800',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
)

const panelNames: readonly PanelName[] = [
  'graph',
  'identify',
  'surgery',
  'model',
  'data',
  'discover',
  'estimate',
  'lessons',
]
const places = fc
  .array(
    fc.tuple(names, fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))),
  )
  .map((entries) => Object.fromEntries(entries.map(([name, [x, y]]) => [name, [x, y + 0] as const])))
const plain = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** Any work. */
export const works: fc.Arbitrary<Work> = fc.record({
  text: fc.oneof(fc.constant(firstWork.text), fc.string({ unit: 'binary', maxLength: 200 })),
  places,
  treatment: names,
  outcome: names,
  latents: fc.array(names, { maxLength: 5 }),
  selection: fc.array(names, { maxLength: 5 }),
  adjusted: fc.array(names, { maxLength: 5 }),
  panel: fc.constantFrom(...panelNames),
  panels: fc
    .array(fc.tuple(fc.constantFrom(...panelNames), plain))
    .map((entries) => Object.fromEntries(entries) as Readonly<Record<string, unknown>>),
})
