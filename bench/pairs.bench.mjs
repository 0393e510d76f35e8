// Cause-effect pairs whose truth is known (Mooij et al. 2016): weighted share of right directions. The data are not part
// of the package: they are read from ../shared/conformance/data, or from CAUSALKIT_CONFORMANCE/data.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { additiveNoise, igci, reci, table } from '../dist/index.js'

export default (b) => {
  const file = join(process.env.CAUSALKIT_CONFORMANCE ?? '../shared/conformance', 'data/tuebingen_pairs.json')
  if (!existsSync(file)) return b.print(`${file} is not there`)
  const { pairs } = JSON.parse(readFileSync(file, 'utf8'))
  const methods = { additiveNoise, igci, 'igci, Gaussian': (t) => igci(t, { reference: 'gaussian' }), reci }
  for (const [name, method] of Object.entries(methods)) {
    let right = 0
    let all = 0
    const start = process.hrtime.bigint()
    for (const pair of pairs) {
      const found = method(table({ x: Float64Array.from(pair.x), y: Float64Array.from(pair.y) }))
      all += pair.weight
      if (found.cause === pair.cause) right += pair.weight
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    b.print(
      `${name}: ${((100 * right) / all).toFixed(0)} % of ${pairs.length} pairs (weighted), ${seconds.toFixed(1)} s`,
    )
  }
}
