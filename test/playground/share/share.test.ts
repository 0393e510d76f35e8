import { describe, expect, it } from 'vitest'
import { fromHash, longestHash, toHash } from '../../../examples/playground/src/share/address'
import { dagittyTextOf } from '../../../examples/playground/src/share/dagitty'
import { fromFile } from '../../../examples/playground/src/share/file'
import {
  keepWork,
  mostSlots,
  type Store,
  slotKey,
  slots,
  titleOf,
} from '../../../examples/playground/src/share/keeping'
import { pictureOf } from '../../../examples/playground/src/share/picture'
import { readWork, readWorkText } from '../../../examples/playground/src/share/read-work'
import { firstWork, type Work } from '../../../examples/playground/src/work'
import { dagittyRoles, parseDagitty } from '../../../src/graph/index.js'

const messageOf = async (hash: string): Promise<string> => {
  const read = await fromHash(hash)
  return read === null ? 'none' : read.ok ? 'read' : read.message
}
const deflated = async (text: string): Promise<string> => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  let signs = ''
  for (const byte of bytes) signs += String.fromCharCode(byte)
  return btoa(signs).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
/** An address with the right length and checksum around any body. */
const sealed = (body: string): string => {
  let hash = 0x811c9dc5
  for (const sign of body) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193)
  return `#v1.${body.length.toString(36)}-${(hash >>> 0).toString(16).padStart(8, '0')}.${body}`
}

describe('addresses', () => {
  it('are short for the first work', async () => {
    const made = await toHash(firstWork)
    expect(made.ok && made.hash.length).toBeLessThan(300)
  })

  it('say what is wrong with them', async () => {
    expect(await messageOf('')).toBe('none')
    expect(await messageOf('#main')).toBe('none')
    expect(await messageOf('#v1')).toContain('cut short')
    expect(await messageOf('#v')).toContain('cut short')
    expect(await messageOf('#v2.5-00000000.AAAAA')).toContain('version 2')
    expect(await messageOf('#v1.zz-00000000.AAAAA')).toContain('cut short')
    expect(await messageOf('#v1.5-00000000.AAAAA')).toContain('altered')
    expect(await messageOf(`#v1.5-00000000.${'A'.repeat(longestHash)}`)).toContain(String(longestHash))
    expect(await messageOf(sealed(await deflated('{"text":"a"}')))).toContain('it has no `places`')
    expect(await messageOf(sealed(await deflated(JSON.stringify({ ...firstWork, text: 7 }))))).toContain(
      '`text` is no text',
    )
    expect(await messageOf(sealed(await deflated('{"te')))).toContain('no JSON')
    expect(await messageOf(sealed('!!!!'))).toContain('altered')
    expect(await messageOf(sealed('AAAA'))).toContain('altered')
  })

  it('do not unpack without end', async () => {
    const bomb = sealed(await deflated(' '.repeat(6_000_000)))
    expect(bomb.length).toBeLessThan(longestHash)
    expect(await messageOf(bomb)).toContain('unpacks to more than')
  })

  it('name their limit where a work is too large', async () => {
    let state = 1
    const random = Array.from({ length: 60_000 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return (state >>> 8).toString(36)
    }).join('')
    const most = random.slice(0, 199_000)
    const made = await toHash({ ...firstWork, panels: { data: most } })
    expect(made.ok === false && made.message).toContain(`${longestHash} are the most`)
  })
})

describe('works from outside', () => {
  it('keep names of prototypes as names', () => {
    const json =
      '{"text":"a","places":{"__proto__":[1,2],"constructor":[3,4]},"treatment":"__proto__","outcome":"","latents":["toString"],"selection":[],"adjusted":[],"panel":"model","panels":{"model":{"__proto__":{"isAdmin":true}}}}'
    const read = readWorkText(json)
    if (!read.ok) throw new Error(read.message)
    expect(JSON.stringify(read.work)).toBe(json)
    expect(Object.getPrototypeOf(read.work.places)).toBe(Object.prototype)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect((read.work.panels['model'] as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  it('are refused with what no work has', () => {
    const fault = (parts: object): string => {
      const read = readWork({ ...firstWork, ...parts })
      return read.ok ? 'read' : read.message
    }
    expect(fault({})).toBe('read')
    expect(fault({ extra: 1 })).toContain('`extra`')
    expect(fault({ panel: 'toString' })).toContain('`panel` is none of')
    expect(fault({ panels: { __proto__x: 1 } })).toContain('no panel')
    expect(fault({ places: { X: [1, Number.NaN] } })).toContain('pair of numbers')
    expect(fault({ places: { X: [1, 1e300] } })).toContain('pair of numbers')
    expect(fault({ places: { X: [1, 2, 3] } })).toContain('pair of numbers')
    expect(fault({ text: 'x'.repeat(200_001) })).toContain('longer than 200000')
    expect(fault({ latents: new Array(3000).fill('x') })).toContain('more than 2000')
    let deep: unknown = 1
    for (let i = 0; i < 100; i++) deep = [deep]
    expect(fault({ panels: { data: deep } })).toContain('deeper than')
  })
})

describe('files', () => {
  it('of other kinds are named', () => {
    const fault = (text: string): string => {
      const read = fromFile(text)
      return read.ok ? 'read' : read.message
    }
    expect(fault('{"a":1}')).toContain('not of this playground')
    expect(fault('{"causalkit":"playground","version":2}')).toContain('version 2')
    expect(fault('{"causalkit":"playground","vers')).toContain('cut short')
    expect(fault('{"causalkit":"playground","version":1,"work":[]}')).toContain('no record')
    expect(fault('PK\u0003\u0004 -> ->')).toContain('neither JSON')
    expect(fault('x'.repeat(4_000_001))).toContain('longer than')
  })

  it('of dagitty bring their roles', () => {
    const read = fromFile('dag { x [exposure,pos="0,1"] y [outcome] z [adjusted] z -> x -> y z -> y }')
    if (!read.ok) throw new Error(read.message)
    expect([read.work.treatment, read.work.outcome, read.work.adjusted]).toEqual(['x', 'y', ['z']])
  })
})

/** A store of the browser, with as much room as is told. */
function storeOf(room: number): Store {
  const held = new Map<string, string>()
  return {
    get length() {
      return held.size
    },
    key: (i) => [...held.keys()][i] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      const size = [...held].reduce((sum, [name, text]) => sum + (name === key ? 0 : text.length), value.length)
      if (size > room) throw new DOMException('full', 'QuotaExceededError')
      held.set(key, value)
    },
    removeItem: (key) => void held.delete(key),
  }
}

describe('what the browser keeps', () => {
  const workOf = (text: string): Work => ({ ...firstWork, text })
  const textsOf = (store: Store): string[] => slots(store).map(({ read }) => (read.ok ? read.work.text : '?'))

  it('is one work a tab, the newest first', () => {
    const store = storeOf(1e6)
    keepWork(store, 'one', workOf('a'), 1)
    keepWork(store, 'two', workOf('b'), 2)
    keepWork(store, 'one', workOf('c'), 3)
    expect(textsOf(store)).toEqual(['c', 'b'])
  })

  it('lets the oldest go beyond its number, and where there is no room', () => {
    const store = storeOf(1e6)
    for (let i = 0; i < 30; i++) keepWork(store, `tab${i}`, workOf(`w${i}`), i)
    expect(textsOf(store)).toHaveLength(mostSlots)
    expect(textsOf(store)[0]).toBe('w29')
    const small = storeOf(1200)
    for (let i = 0; i < 10; i++) expect(keepWork(small, `tab${i}`, workOf(`w${i}`), i)).toBe(true)
    expect(textsOf(small)[0]).toBe('w9')
    expect(textsOf(small).length).toBeGreaterThanOrEqual(4)
    expect(keepWork(small, 'large', workOf('x'.repeat(2000)), 99)).toBe(false)
    expect(textsOf(small)).toHaveLength(4 - 1)
  })

  it('says what cannot be read, and leaves it there', () => {
    const store = storeOf(1e6)
    store.setItem(slotKey('old'), '5 {"text":')
    store.setItem('of another page', 'x')
    const [slot] = slots(store)
    expect(slots(store)).toHaveLength(1)
    expect(slot?.read.ok).toBe(false)
    expect(slot?.raw).toBe('{"text":')
    expect(titleOf(workOf(' \n'))).toBe('an empty graph')
    expect(titleOf(workOf('x -> y\n'.repeat(20)))).toHaveLength(48)
  })
})

describe('exports', () => {
  const work: Work = {
    ...firstWork,
    text: 'dag { age "two words" dose health U [latent] age -> dose -> health age -> health U -> "two words" }',
    places: { age: [10, 20], 'two words': [-3, 4] },
    treatment: 'dose',
    outcome: 'health',
    adjusted: ['age'],
    latents: ['two words'],
    selection: ['health'],
  }

  it('write dagitty text with roles and places that reads back', () => {
    const made = dagittyTextOf(work)
    if (!made.ok) throw new Error(made.message)
    const graph = parseDagitty(made.text)
    const typed = parseDagitty(work.text)
    expect(graph.edges).toEqual(typed.edges)
    expect(graph.nodes).toEqual(typed.nodes)
    expect(graph.latents).toEqual(['two words', 'U'])
    const { positions, ...roles } = dagittyRoles(made.text)
    expect(roles).toEqual({ exposures: ['dose'], outcomes: ['health'], adjusted: ['age'], selected: ['health'] })
    expect(positions.slice(0, 2)).toEqual([
      { node: 'age', x: 10, y: 20 },
      { node: 'two words', x: -3, y: 4 },
    ])
    expect(positions).toHaveLength(graph.nodes.length)
    const stated = dagittyTextOf({ ...firstWork, text: 'dag { x [pos="0,1.5"] y [pos="2,1"] x -> y }' })
    expect(stated.ok && stated.text).toContain('pos="0,1.5"')
  })

  it('write other kinds of graphs too', () => {
    for (const text of [
      'pag { a @-> b @-@ c }',
      'mag { a <-> b -> c; d -- a2 }',
      'pdag { a -- b -> c }',
      'a <-> b -> c',
      'dag { node -> "dag" }',
    ]) {
      const made = dagittyTextOf({ ...firstWork, text })
      if (!made.ok) throw new Error(made.message)
      const again = dagittyTextOf({ ...firstWork, text: made.text })
      expect(again).toEqual(made)
      expect(parseDagitty(made.text).edges).toEqual(parseDagitty(text.includes('{') ? text : `dag {${text}}`).edges)
    }
  })

  it('draw an SVG that stands alone, with a node in two roles and without', () => {
    for (const adjusted of [['age'], ['dose', 'nobody']]) {
      const made = pictureOf({ ...work, adjusted })
      expect(made.ok && made.text).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    }
    expect(pictureOf({ ...work, text: 'a -> ' }).ok).toBe(false)
    const placed = { a: [0, 0], b: [0, 90] } as const
    expect(pictureOf({ ...firstWork, text: 'a -> b', places: placed })).not.toEqual(
      pictureOf({ ...firstWork, text: 'a -> b' }),
    )
  })
})
