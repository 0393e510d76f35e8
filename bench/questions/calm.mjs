// CaLM's symbolic targets (Chen et al. 2024): ATE, ETT, PN, PS, NDE, NIE of seeded discrete models, to four digits. The key sums over the
// states of the noise by hand; the answers are the library's verbs.
import {
  averageTreatmentEffect,
  discreteScm,
  effectOfTreatmentOnTreated,
  naturalDirectEffect,
  naturalIndirectEffect,
  probabilityOfNecessity,
  probabilityOfSufficiency,
} from '../../dist/index.js'
import { randomOf } from './random.mjs'

export function calm(count, seed = 1) {
  const random = randomOf(seed)
  const questions = []
  const answers = []
  for (let k = 0; k < count; k++) {
    const law = (states) => {
      const weights = Array.from({ length: states }, () => 1 + random.below(9))
      const sum = weights.reduce((a, b) => a + b)
      return weights.map((w) => w / sum)
    }
    const bits = (size) => Array.from({ length: size }, () => random.below(2))
    const [pU, pV] = [law(4), law(4)]
    const tables = { X: bits(4), M: bits(2 * 4), Y: bits(2 * 2 * 4 * 4) }
    const X = (u) => tables.X[u]
    const M = (x, v) => tables.M[4 * x + v]
    const Y = (x, m, u, v) => tables.Y[((2 * x + m) * 4 + u) * 4 + v]
    const mean = (f, where = () => true) => {
      let [sum, all] = [0, 0]
      for (let u = 0; u < 4; u++)
        for (let v = 0; v < 4; v++) {
          if (!where(u, v)) continue
          sum += pU[u] * pV[v] * f(u, v)
          all += pU[u] * pV[v]
        }
      return all === 0 ? null : sum / all
    }
    const at = (x) => (u, v) => Y(x, M(x, v), u, v)
    const [y0, y1] = [at(0), at(1)]
    const seen = (x, y) => (u, v) => X(u) === x && Y(x, M(x, v), u, v) === y
    const model = discreteScm({
      exogenous: [
        { name: 'U', p: pU },
        { name: 'V', p: pV },
      ],
      endogenous: [
        { name: 'X', parents: ['U'], states: 2, table: tables.X },
        { name: 'M', parents: ['X', 'V'], states: 2, table: tables.M },
        { name: 'Y', parents: ['X', 'M', 'U', 'V'], states: 2, table: tables.Y },
      ],
    })
    const query = { treatment: 'X', outcome: 'Y', contrast: { from: 0, to: 1 } }
    const mediated = { ...query, mediators: ['M'] }
    const targets = {
      ATE: [mean((u, v) => y1(u, v) - y0(u, v)), () => averageTreatmentEffect(model, query)],
      ETT: [
        mean(
          (u, v) => y1(u, v) - y0(u, v),
          (u) => X(u) === 1,
        ),
        () => effectOfTreatmentOnTreated(model, query),
      ],
      PN: [mean((u, v) => 1 - y0(u, v), seen(1, 1)), () => probabilityOfNecessity(model, query)],
      PS: [mean((u, v) => y1(u, v), seen(0, 0)), () => probabilityOfSufficiency(model, query)],
      NDE: [mean((u, v) => Y(1, M(0, v), u, v) - y0(u, v)), () => naturalDirectEffect(model, mediated)],
      NIE: [mean((u, v) => Y(0, M(1, v), u, v) - y0(u, v)), () => naturalIndirectEffect(model, mediated)],
    }
    for (const [kind, [key, answer]] of Object.entries(targets)) {
      const text = (value) =>
        value === null || value === undefined
          ? 'undefined'
          : Number(value.toPrecision(10)).toFixed(4).replace('-0.0000', '0.0000')
      questions.push({ id: `${kind} ${k}`, kind, answer: text(key) })
      answers.push({ id: `${kind} ${k}`, answer: text(answer().value) })
    }
  }
  return { questions, answers }
}
