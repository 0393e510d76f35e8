import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { indexedDiagram } from '../terms/indexed.js'
import type { Box, Diagram } from '../terms/types.js'
import { refuseInside } from './box-data.js'
import { layersOf } from './layers.js'

/**
 * A value of DisCoPy as JSON: what `discopy.utils.dumps` writes and `discopy.utils.loads` reads.
 *
 * @category Diagrams
 */
export interface DiscopyTree {
  /** The class, such as `markov.Diagram`. */
  readonly factory: string
  /** The fields of the class. */
  readonly [field: string]: unknown
}

const typeTree = (objects: readonly string[]): DiscopyTree => ({
  factory: 'monoidal.Ty',
  inside: objects.map((name) => ({ factory: 'cat.Ob', name })),
})

/**
 * A diagram as JSON of DisCoPy (`discopy.markov`, version 1.2), for Python.
 *
 * Each box is a layer of its own, between the wires that go by. What DisCoPy has no field for (a function, a hidden cause, a
 * uniform or a point state) stands in the `data` of the box. Copies and discards are written as DisCoPy writes them. Its
 * own `loads` up to 1.2.2 cannot read these back (`Copy.__new__() got an unexpected keyword argument`); either teach it with
 * `Copy.from_tree = classmethod(lambda cls, tree: Copy(from_tree(tree["dom"]), len(tree["cod"]["inside"])))`, or ask for
 * `copies: 'box'`: then they are boxes with the name that DisCoPy gives them, marked in their `data`.
 *
 * @param diagram - any diagram
 * @param options - `copies`: `'copy'` unless told, or `'box'`
 * @returns plain data for `JSON.stringify`
 * @throws CausalError `invalid-argument` for what is no diagram, `not-supported` for a normalized box
 * @complexity O(boxes × wires that run side by side)
 * @see {@link https://docs.discopy.org}
 * @category Diagrams
 * @example
 * JSON.stringify(toDiscopy(identity('A')))
 * //=> '{"factory":"markov.Diagram","inside":[],"dom":{"factory":"monoidal.Ty","inside":[{"factory":"cat.Ob","name":"A"}]},"cod":{"factory":"monoidal.Ty","inside":[{"factory":"cat.Ob","name":"A"}]}}'
 */
export function toDiscopy(diagram: Diagram, options: { readonly copies?: 'copy' | 'box' } = {}): DiscopyTree {
  return calledAs('toDiscopy', () => {
    checkOptions('options', options, ['copies'])
    const { copies = 'copy' } = options
    if (copies !== 'copy' && copies !== 'box') {
      throw new CausalError('invalid-argument', `copies is 'copy' or 'box', got ${show(copies)}.`)
    }
    const d = indexedDiagram(diagram)
    const inside: DiscopyTree[] = []
    const layer = (left: readonly string[], box: DiscopyTree, right: readonly string[]): void => {
      inside.push({ factory: 'monoidal.Layer', inside: [typeTree(left), box, typeTree(right)] })
    }
    for (const step of layersOf(d)) {
      let now = step.wires.map((v) => diagram.wires[v]!)
      let at = 0
      if (step.kind === 'copy') {
        for (const times of step.times) {
          if (times !== 1) layer(now.slice(0, at), copyTree(now[at]!, times, copies), now.slice(at + 1))
          now = [...now.slice(0, at), ...new Array<string>(times).fill(now[at]!), ...now.slice(at + 1)]
          at += times
        }
      } else if (step.kind === 'boxes') {
        for (const part of step.parts) {
          if ('wire' in part) {
            at++
            continue
          }
          const { box } = diagram.boxes[part.box]!
          const rest = now.slice(at + box.inputs.length)
          layer(now.slice(0, at), boxTree(box), rest)
          now = [...now.slice(0, at), ...box.outputs, ...rest]
          at += box.outputs.length
        }
      } else {
        // each wire walks to its place past one neighbour after another
        const current = step.wires.map((_, k) => k)
        for (const [to, wanted] of step.order.entries()) {
          for (let k = current.indexOf(wanted); k > to; k--) {
            const [a, b] = [now[k - 1]!, now[k]!]
            const swap = { factory: 'markov.Swap', left: typeTree([a]), right: typeTree([b]) }
            layer(now.slice(0, k - 1), swap, now.slice(k + 1))
            now = [...now.slice(0, k - 1), b, a, ...now.slice(k + 1)]
            current.splice(k - 1, 2, current[k]!, current[k - 1]!)
          }
        }
      }
    }
    return { factory: 'markov.Diagram', inside, dom: typeTree(diagram.inputs), cod: typeTree(diagram.outputs) }
  })
}

function copyTree(object: string, times: number, copies: 'copy' | 'box'): DiscopyTree {
  const tree = {
    name: times === 2 ? `Copy(${object})` : `Copy(${object}, ${times})`,
    dom: typeTree([object]),
    cod: typeTree(new Array<string>(times).fill(object)),
  }
  if (copies === 'box') return { factory: 'markov.Box', ...tree, data: { kind: 'copy' } }
  return { factory: times === 0 ? 'markov.Discard' : 'markov.Copy', ...tree }
}

function boxTree(box: Box): DiscopyTree {
  refuseInside(box)
  const data = {
    ...(box.kind === 'channel' ? {} : { kind: box.kind }),
    ...(box.kind === 'point' || box.kind === 'evidence' ? { value: box.value } : {}),
    ...(box.deterministic ? { deterministic: true } : {}),
    ...(box.role === undefined ? {} : { role: box.role }),
  }
  const tree = { factory: 'markov.Box', name: box.name, dom: typeTree(box.inputs), cod: typeTree(box.outputs) }
  return Object.keys(data).length === 0 ? tree : { ...tree, data }
}
