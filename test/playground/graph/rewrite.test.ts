import { describe, expect, it } from 'vitest'
import { modelOf } from '../../../examples/playground/src/graph/model.js'
import { piecesOf } from '../../../examples/playground/src/graph/pieces.js'
import { type GraphEdit, rewritten } from '../../../examples/playground/src/graph/rewrite.js'

const directed = { fromMark: 'tail', toMark: 'arrow' } as const
const arrow = (from: string, to: string) => ({ from, to, ...directed })

function textAfter(text: string, edit: GraphEdit): string {
  const result = rewritten(text, edit)
  if (!result.done) throw new Error(result.message)
  return result.text
}

describe('changes in the picture, made in the text', () => {
  it('adds a node and an edge on lines of their own, before the last brace where there is one', () => {
    expect(textAfter('a -> b // why\n', { do: 'add', node: 'c d' })).toBe('a -> b // why\n"c d"')
    expect(textAfter('dag {\n  a -> b\n}', { do: 'connect', edge: arrow('b', 'c') })).toBe(
      'dag {\n  a -> b\n  b -> c\n}',
    )
    expect(textAfter('', { do: 'add', node: 'x' })).toBe('x')
  })

  it('splits a chain where an edge is taken out, and keeps comments', () => {
    expect(textAfter('a -> b -> c // chain', { do: 'disconnect', edge: arrow('a', 'b') })).toBe('a; b -> c // chain')
    expect(textAfter('x -> y\ny <-> x # hidden', { do: 'disconnect', edge: arrow('x', 'y') })).toBe(
      'x; y\ny <-> x # hidden',
    )
    expect(textAfter('a -> b\nb -> c\n// end', { do: 'disconnect', edge: arrow('b', 'c') })).toBe('a -> b\nc\n// end')
  })

  it('takes a node out of chains, groups and brackets', () => {
    expect(textAfter('a -> b -> c\n// b stays here\nb <-> c', { do: 'remove', node: 'b' })).toBe(
      'a; c\n// b stays here\nc',
    )
    expect(textAfter('{a b} -> c', { do: 'remove', node: 'b' })).toBe('{a } -> c')
    expect(textAfter('dag { b [latent] a -> b }', { do: 'remove', node: 'b' })).toBe('dag { a }')
  })

  it('renames names, not words in comments, headings or brackets', () => {
    const text = 'dag { // dag latent\n latent [latent] latent -> y [beta=latent] }'
    expect(textAfter(text, { do: 'rename', node: 'latent', to: 'my u' })).toBe(
      'dag { // dag latent\n "my u" [latent] "my u" -> y [beta=latent] }',
    )
  })

  it('takes a role out of the text', () => {
    expect(textAfter('dag { x [exposure,pos="0,1"] x -> y }', { do: 'unmark', node: 'x', role: 'exposure' })).toBe(
      'dag { x [pos="0,1"] x -> y }',
    )
    expect(textAfter('x [e]; x -> y', { do: 'unmark', node: 'x', role: 'exposure' })).toBe(
      'x ; x -> y'.replace(' ;', ';'),
    )
  })

  it('writes the text anew where a group stands in the way, with the comments on top', () => {
    const text = textAfter('# study\n{a b} -> {c d}', { do: 'disconnect', edge: arrow('a', 'c') })
    expect(text.split('\n')).toEqual(['# study', 'a -> d', 'b -> c', 'b -> d'])
  })

  it('refuses what makes no graph, and says why', () => {
    const refusal = (text: string, edit: GraphEdit) => {
      const result = rewritten(text, edit)
      return result.done ? result.text : result.message
    }
    expect(refusal('a -> b', { do: 'connect', edge: arrow('b', 'a') })).toContain('cycle')
    expect(refusal('a -> b', { do: 'add', node: 'a' })).toContain('already')
    expect(refusal('a -> b', { do: 'rename', node: 'a', to: ' ' })).toContain('Type a name')
    expect(refusal('a -> ', { do: 'add', node: 'c' })).toContain('line 1')
  })
})

it('pieces put together are the text', () => {
  const text = 'dag { "a \\" b" [pos="1,2"] /* c */ x1@->y // z\n å <-> ∂ ! }'
  expect(
    piecesOf(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
  expect(modelOf('x @-> y')).toContain('no DAG has')
})
