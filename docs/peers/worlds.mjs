// The worlds that the pages "coming from …" compare on, each drawn by the library with a seed. A function gets the library,
// so that a test can pass its sources. `node docs/peers/worlds.mjs` writes them, from the built package, as the tables in
// docs/peers/data that the peers read.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

export const worlds = {
  /** A treatment chosen by severity and age, and by an offer drawn by lot. It does 2. */
  visits: ({ bernoulli, linear, logistic, normal, sample, scm }) =>
    sample(
      scm({
        severity: normal(0, 1),
        old: bernoulli(0.4),
        offered: bernoulli(0.5),
        treated: logistic({ severity: 0.8, old: 0.6, offered: 1.2 }, { intercept: -0.9 }),
        recovery: linear({ treated: 2, severity: -1.5, old: -1 }, normal(0, 1), { intercept: 10 }),
      }),
      400,
      { seed: 1 },
    ),
  /** Five linear variables whose noise is not normal. */
  chain: ({ dag, simulateLinear }) =>
    simulateLinear(dag('P -> Q -> S <- R; S -> T'), 300, { seed: 3, coefficients: [0.7, 1], noise: 'laplace' }).data,
  /** 700 operations on kidney stones (Charig et al. 1986), a row each. */
  stones: ({ fromCounts, kidneyStones }) => fromCounts(kidneyStones),
  /** Three series: heat drives demand a step later, demand drives price two steps later. */
  market: ({ linearTemporalModel, sampleSeries }) =>
    sampleSeries(
      linearTemporalModel({
        names: ['heat', 'demand', 'price'],
        effects: [
          { from: 'heat', to: 'heat', lag: 1, effect: 0.5 },
          { from: 'heat', to: 'demand', lag: 1, effect: 0.6 },
          { from: 'demand', to: 'demand', lag: 1, effect: 0.3 },
          { from: 'demand', to: 'price', lag: 2, effect: -0.5 },
        ],
      }),
      300,
      { seed: 1 },
    ).table,
  /** 30 shops over 8 months: ten start a loyalty card in month 4, ten in month 6, ten never. It does 1. */
  shops: ({ column, normal, sample, scm, table }) => {
    const size = column(sample(scm({ size: normal(0, 1) }), 30, { seed: 1 }), 'size')
    const { footfall, chance } = Object.fromEntries(
      ['footfall', 'chance'].map((name) => [
        name,
        column(sample(scm({ footfall: normal(0, 1), chance: normal(0, 1) }), 240, { seed: 2 }), name),
      ]),
    )
    return table(
      Array.from({ length: 240 }, (_, i) => {
        const [shop, month] = [Math.floor(i / 8), (i % 8) + 1]
        const start = [4, 6, 0][shop % 3]
        const card = start > 0 && month >= start ? 1 : 0
        const sales = 5 + card + 2 * size[shop] + 0.3 * month + 0.5 * footfall[i] + chance[i]
        return { shop: `s${shop + 1}`, month, start, card, footfall: footfall[i], sales }
      }),
    )
  },
  /** A grant for all whose score is 0 or more. It does 1. */
  grants: ({ additive, deterministic, normal, sample, scm, uniform }) =>
    sample(
      scm({
        score: uniform(-1, 1),
        grant: deterministic(['score'], ({ score }) => (score >= 0 ? 1 : 0)),
        income: additive(
          ['score', 'grant'],
          ({ score, grant }) => 3 + grant + score - 0.5 * score ** 2,
          normal(0, 0.5),
        ),
      }),
      500,
      { seed: 1 },
    ),
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const library = await import('causalkit')
  for (const [name, draw] of Object.entries(worlds))
    writeFileSync(new URL(`data/${name}.csv`, import.meta.url), library.toCsv(draw(library)))
}
