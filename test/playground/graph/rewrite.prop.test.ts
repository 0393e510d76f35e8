import fc from 'fast-check'
import { expect, it } from 'vitest'
import { edgeKey, modelOf, type TextModel } from '../../../examples/playground/src/graph/model.js'
import { piecesOf, written } from '../../../examples/playground/src/graph/pieces.js'
import { rewritten } from '../../../examples/playground/src/graph/rewrite.js'

const names = ['a', 'b', 'two words', 'dag', 'x"y', 'Ünï', 'c_1', '//']

/** Texts of acyclic graphs as people write them: chains, groups, brackets, comments, on one line or several. */
const texts = fc
  .array(
    fc.record({
      ends: fc.uniqueArray(fc.nat(names.length - 1), { minLength: 1, maxLength: 4 }),
      sign: fc.constantFrom('->', '<->', '<-'),
      form: fc.constantFrom('chain', 'group', 'role'),
      after: fc.constantFrom('\n', '; ', ' // note -> a\n', ' /* b */ ', '\n# [latent]\n'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((statements) => fc.record({ statements: fc.constant(statements), isBraced: fc.boolean() }))
  .map(({ statements, isBraced }) => {
    const inside = statements
      .map(({ ends, sign, form, after }) => {
        const sorted = [...ends].sort((p, q) => (sign === '<-' ? q - p : p - q)).map((k) => written(names[k]!))
        if (form === 'role') return `${sorted[0]} [latent]${after}`
        if (form === 'chain' || sorted.length < 3) return sorted.join(` ${sign} `) + after
        return `{${sorted.slice(0, -1).join(' ')}} ${sign} ${sorted.at(-1)}${after}`
      })
      .join('')
    return isBraced ? `dag {\n${inside}\n}` : inside
  })

const read = (text: string): TextModel => {
  const model = modelOf(text)
  if (typeof model === 'string') throw new Error(`${model}\n${text}`)
  return model
}

const sorted = (list: readonly string[]): string[] => [...list].sort()
const comments = (text: string): string[] =>
  sorted(piecesOf(text).flatMap(({ kind, text: piece }) => (kind === 'comment' ? [piece] : [])))

it('every change in the picture can be made in every text, says what was asked, and keeps the comments', () => {
  let live = 0
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.constantFrom('remove', 'rename', 'disconnect', 'unmark', 'add'),
      (text, k, what) => {
        const before = read(text)
        const { nodes, edges } = before.graph
        const node = nodes[k % nodes.length]!
        const edge = edges[k % Math.max(1, edges.length)]
        if (what === 'disconnect' && edge === undefined) return
        const edit =
          what === 'disconnect'
            ? { do: what, edge: edge! }
            : what === 'rename'
              ? { do: what, node, to: 'new [name]' }
              : what === 'unmark'
                ? { do: what, node, role: 'latent' as const }
                : { do: what, node: what === 'add' ? 'brand new' : node }
        const result = rewritten(text, edit as Parameters<typeof rewritten>[1])
        if (!result.done) throw new Error(`${result.message}\n${text}`)
        live++
        const after = read(result.text)
        expect(comments(result.text)).toEqual(comments(text))
        const renamed = (name: string): string => (what === 'rename' && name === node ? 'new [name]' : name)
        const isLeft = (name: string): boolean => what !== 'remove' || name !== node
        expect(sorted(after.graph.nodes)).toEqual(
          sorted([...nodes.filter(isLeft).map(renamed), ...(what === 'add' ? ['brand new'] : [])]),
        )
        expect(sorted(after.graph.edges.map(edgeKey))).toEqual(
          sorted(
            edges
              .filter((each) => (what === 'disconnect' ? each !== edge : isLeft(each.from) && isLeft(each.to)))
              .map((each) => edgeKey({ ...each, from: renamed(each.from), to: renamed(each.to) })),
          ),
        )
      },
    ),
  )
  expect(live).toBeGreaterThan(40)
})

it('what was added is taken out again without a trace in the graph', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const added = rewritten(text, { do: 'add', node: 'brand new' })
      const back = added.done ? rewritten(added.text, { do: 'remove', node: 'brand new' }) : added
      if (!back.done) throw new Error(back.message)
      expect(back.text.trimEnd().replace(/\s+}$/, '}')).toBe(text.trimEnd().replace(/\s+}$/, '}'))
    }),
  )
})
