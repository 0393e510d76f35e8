// Vignettes as models: who is an actual cause (Halpern 2016, the modified definition), what was necessary (but for it the effect would
// not have been), and what is sufficient (set alone it brings the effect about, whatever the rest). Keys by hand.
import { actualCause, bernoulli, counterfactual, deterministic, expectation, scm } from '../../dist/index.js'

const coin = bernoulli(0.5)
const when = (names, rule) => deterministic(names, (values) => (rule(values) ? 1 : 0))

const forestFire = (rule) =>
  scm({ u: coin, v: coin, L: when(['u'], ({ u }) => u), M: when(['v'], ({ v }) => v), F: when(['L', 'M'], rule) })
const bottle = scm({
  s: coin,
  b: coin,
  ST: when(['s'], ({ s }) => s),
  BT: when(['b'], ({ b }) => b),
  SH: when(['ST'], ({ ST }) => ST),
  BH: when(['BT', 'SH'], ({ BT, SH }) => BT && !SH),
  BS: when(['SH', 'BH'], ({ SH, BH }) => SH || BH),
})
const vote = scm({
  a: coin,
  b: coin,
  c: coin,
  A: when(['a'], ({ a }) => a),
  B: when(['b'], ({ b }) => b),
  C: when(['c'], ({ c }) => c),
  W: when(['A', 'B', 'C'], ({ A, B, C }) => A + B + C >= 2),
})
const antidote = scm({
  k: coin,
  g: coin,
  guard: when(['g'], ({ g }) => g),
  poison: when(['k'], ({ k }) => k),
  alive: when(['guard', 'poison'], ({ guard, poison }) => guard || !poison),
})

// model, what happened, cause, effect: is it an actual cause, was it necessary, is it sufficient
const cases = [
  ['fire by both', forestFire(({ L, M }) => L && M), { u: 1, v: 1 }, 'L', 'F', ['yes', 'yes', 'no']],
  ['fire by either, both there', forestFire(({ L, M }) => L || M), { u: 1, v: 1 }, 'L', 'F', ['no', 'no', 'yes']],
  [
    'fire by either, lightning alone',
    forestFire(({ L, M }) => L || M),
    { u: 1, v: 0 },
    'L',
    'F',
    ['yes', 'yes', 'yes'],
  ],
  ['Suzy throws first: Suzy', bottle, { s: 1, b: 1 }, 'ST', 'BS', ['yes', 'no', 'yes']],
  ['Suzy throws first: Billy', bottle, { s: 1, b: 1 }, 'BT', 'BS', ['no', 'no', 'yes']],
  ['Billy alone', bottle, { s: 0, b: 1 }, 'BT', 'BS', ['yes', 'yes', 'yes']],
  ['three to nothing', vote, { a: 1, b: 1, c: 1 }, 'A', 'W', ['no', 'no', 'no']],
  ['two to one', vote, { a: 1, b: 1, c: 0 }, 'A', 'W', ['yes', 'yes', 'no']],
  ['a guard against poison that was given', antidote, { k: 1, g: 1 }, 'guard', 'alive', ['yes', 'yes', 'yes']],
  ['a guard without poison', antidote, { k: 0, g: 1 }, 'guard', 'alive', ['no', 'no', 'yes']],
]

export function vignettes() {
  const questions = []
  const answers = []
  const kinds = ['actual cause', 'necessary', 'sufficient']
  for (const [name, model, context, cause, effect, keys] of cases) {
    const noises = Object.keys(context)
    const would = (given, value) => expectation(counterfactual(model, { given, do: { [cause]: value } }), effect).value
    const everywhere = Array.from({ length: 2 ** noises.length }, (_, bits) =>
      Object.fromEntries(noises.map((noise, i) => [noise, (bits >> i) & 1])),
    )
    const told = [
      actualCause(model, context, { cause, effect: { [effect]: 1 } }).isCause,
      would(context, 0) === 0,
      everywhere.every((given) => would(given, 1) === 1),
    ]
    for (const [k, kind] of kinds.entries()) {
      questions.push({ id: `${name}: ${kind}`, kind, answer: keys[k], choices: ['yes', 'no'] })
      answers.push({ id: `${name}: ${kind}`, answer: told[k] ? 'yes' : 'no' })
    }
  }
  return { questions, answers }
}
