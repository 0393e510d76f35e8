// RPCMCI on seeded series with regimes: the share of steps rightly assigned, links of each regime found and false, how many beginnings agree, and
// how often the criterion takes the true number of regimes. `--sets 20` (series a cell), `--starts 10`.
import { pcmciPlus, rpcmci } from '../dist/index.js'
import { regimeSeries, rightSteps } from './regime-worlds.mjs'

const search = (test) => pcmciPlus(test, { maxLag: 2, alpha: 0.01 })
const linksOf = ({ edges }) =>
  new Set(edges.filter(({ lag }) => lag > 0).map(({ from, lag, to }) => `${from.slice(1)} ${lag} ${to.slice(1)}`))

export default function regimes(b) {
  const sets = Number(b.options.sets ?? 20)
  const starts = Number(b.options.starts ?? 10)
  b.print(
    `${sets} series a line, ${starts} beginnings; shares: steps right, links right of those found, links found of those there`,
  )
  for (const loss of ['squares', 'likelihood']) {
    for (const [count, n, steps, switches] of [
      [2, 4, 600, 5],
      [2, 4, 300, 5],
      [2, 8, 600, 5],
      [3, 4, 900, 5],
    ]) {
      for (const kind of count === 3 ? ['sign'] : ['sign', 'cause', 'lag', 'autocorrelation']) {
        let [right, alike, told, found, there, ms, refused] = [0, 0, 0, 0, 0, 0, 0]
        for (let seed = 0; seed < sets; seed++) {
          const world = regimeSeries({ n, steps, regimes: count, switches, kind, seed })
          const start = performance.now()
          const answer = rpcmci(world.data, search, {
            regimes: count,
            maxSwitches: switches,
            maxLag: 4,
            starts,
            loss,
            seed,
          })
          ms += performance.now() - start
          const { share, name } = rightSteps(answer.assignment, world.regime, count)
          right += share
          refused += answer.starts.filter((end) => end.loss === null).length
          alike += answer.starts.filter(({ agreement }) => agreement > 0.95).length
          for (const [k, { graph }] of answer.regimes.entries()) {
            const links = linksOf(graph)
            const truth = world.links[name[k]]
            told += [...links].filter((link) => truth.has(link)).length
            found += links.size
            there += truth.size
          }
        }
        const share = (a, of) => (a / of).toFixed(2)
        b.print(
          `  ${loss}, ${count} regimes by ${kind}, ${n} variables, ${steps} steps, ${switches} switches: ${(right / sets).toFixed(3)}, ${share(told, found)}, ${share(told, there)}; beginnings alike ${(alike / sets).toFixed(1)}, refused ${(refused / sets).toFixed(1)}; ${(ms / sets).toFixed(0)} ms`,
        )
      }
    }
    for (const kind of ['none', 'sign', 'lag']) {
      const chosen = [0, 0, 0]
      for (let seed = 0; seed < sets; seed++) {
        const world = regimeSeries({ n: 4, steps: 600, regimes: 2, switches: 5, kind, seed: 1000 + seed })
        const answer = rpcmci(world.data, search, { regimes: [1, 2, 3], maxSwitches: 5, maxLag: 4, starts, loss, seed })
        chosen[answer.regimes.length - 1]++
      }
      b.print(
        `  ${loss}, number of regimes taken where there ${kind === 'none' ? 'is 1' : `are 2, by ${kind}`}: 1, 2, 3 in ${chosen.join(', ')} of ${sets}`,
      )
    }
  }
}
