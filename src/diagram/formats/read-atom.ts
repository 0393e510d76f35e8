import { CausalError, sentenceOf } from '../../errors.js'
import { nearestNames, quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { comparator } from '../effects/comparator.js'
import { evidence } from '../effects/evidence.js'
import { normalizeBox } from '../effects/normalize-box.js'
import { boxDiagram, makeBox, pointBox, uniformBox } from '../terms/box.js'
import { copy } from '../terms/copy.js'
import { discard } from '../terms/discard.js'
import { identity } from '../terms/identity.js'
import { permute } from '../terms/permute.js'
import { swap } from '../terms/swap.js'
import { tensor } from '../terms/tensor.js'
import type { Box, Diagram } from '../terms/types.js'
import { keywords } from './box-text.js'
import { found, type TokenReader } from './token-reader.js'

/** The boxes of which the type is known: those given, and those that stood in the text with their types. */
export interface KnownBoxes {
  readonly given: ReadonlyMap<string, Diagram>
  readonly read: Map<string, Diagram>
  /** Reads what stands inside a normalized box. */
  readonly parse: (text: string) => Diagram
}

/** One term without brackets around it: a box, or a keyword with its objects. */
export function readAtom(tokens: TokenReader, known: KnownBoxes): Diagram {
  const token = tokens.peek()
  const name = tokens.name('a box or an opening bracket')
  if (token.kind === 'name' && keywords.has(name)) {
    try {
      return readKeyword(tokens, name, known.parse)
    } catch (error) {
      if (!(error instanceof CausalError) || error.code === 'parse') throw error
      throw tokens.wrong(token, sentenceOf(error))
    }
  }
  if (!tokens.takes('[')) {
    const before = known.given.get(name) ?? known.read.get(name)
    if (before !== undefined) return before
    const near = nearestNames(name, [...known.given.keys(), ...known.read.keys()])
    const hint = near.length > 0 ? `; there is ${quoteNames(near)}` : ''
    throw tokens.wrong(token, `box ${show(name)} has no type: write ${name}[A -> B] where it first stands${hint}.`)
  }
  const inputs = tokens.names('an object')
  tokens.must('→', `between the inputs and the outputs of ${show(name)}`)
  const outputs = tokens.names('an object')
  const traits = readTraits(tokens)
  tokens.must(']', `behind the type of ${show(name)}`)
  const given = known.given.get(name)
  if (given !== undefined) {
    if (given.inputs.join('\0') === inputs.join('\0') && given.outputs.join('\0') === outputs.join('\0')) return given
    throw tokens.wrong(token, `box ${show(name)} was given with another type.`)
  }
  const box = boxDiagram(Object.freeze({ ...makeBox(name, inputs, outputs), ...traits }))
  if (!known.read.has(name)) known.read.set(name, box)
  return box
}

function readKeyword(tokens: TokenReader, word: string, parse: (text: string) => Diagram): Diagram {
  const start = tokens.peek()
  tokens.must('[', `behind ${show(word)}: its objects stand in brackets, such as ${word}[A]`)
  if (word === 'point' || word === 'evidence') {
    const object = tokens.name('an object')
    tokens.must('=', `behind the object of ${show(word)}`)
    const value = tokens.take()
    if (value.kind !== 'number' && value.kind !== 'quoted') {
      throw tokens.wrong(value, `a value is a number or stands in double quotes, found ${found(value)}.`)
    }
    const told = value.kind === 'number' ? Number(value.text) : value.text
    const { box } = (word === 'point' ? boxDiagram(pointBox(object, told)) : evidence(object, told)).boxes[0]!
    return finished(tokens, word, box)
  }
  if (word === 'normalized') {
    const inside = tokens.take()
    if (inside.kind !== 'quoted') throw tokens.wrong(inside, 'the inside of a normalized box stands in double quotes.')
    return finished(tokens, word, normalizeBox(parse(inside.text)).boxes[0]!.box)
  }
  if (word === 'comparator') return finished(tokens, word, comparator(tokens.name('an object')).boxes[0]!.box)
  const objects = tokens.names('an object')
  if (word === 'uniform') {
    const traits = readTraits(tokens)
    tokens.must(']', 'behind the objects of a uniform state')
    return tensor(...objects.map((object) => boxDiagram(Object.freeze({ ...uniformBox(object), ...traits }))))
  }
  const more = word === 'copy' || word === 'swap' || word === 'permute' ? tokens.takes(';') : false
  let result: Diagram
  if (word === 'copy') result = more ? copy(objects, tokens.number('the number of copies')) : copy(objects)
  else if (word === 'permute') {
    if (!more) throw tokens.wrong(start, 'permute says an order behind its objects: permute[A, B, C; 2, 0, 1].')
    const order = [tokens.number('a place')]
    while (tokens.takes(',')) order.push(tokens.number('a place'))
    result = permute(objects, order)
  } else if (word === 'swap') {
    const second = more ? tokens.names('an object') : objects.splice(1)
    if (!more && (objects.length !== 1 || second.length !== 1)) {
      throw tokens.wrong(start, 'swap takes two objects, swap[A, B], or two lists of them, swap[A, B; C].')
    }
    result = swap(objects, second)
  } else result = word === 'id' ? identity(objects) : discard(objects)
  tokens.must(']', `behind the objects of ${show(word)}`)
  return result
}

/** A box of a kind of its own, with what is said of it, up to the closing bracket. */
function finished(tokens: TokenReader, word: string, box: Box): Diagram {
  const told = Object.freeze({ ...box, ...readTraits(tokens) })
  tokens.must(']', `behind ${show(word)}`)
  return boxDiagram(told)
}

/** What is said of a box behind a bar. */
function readTraits(tokens: TokenReader): Partial<Box> {
  if (!tokens.takes('|')) return {}
  let traits: Partial<Box> = {}
  do {
    const token = tokens.peek()
    const word = tokens.name('function, chance, latent, surgery, hole or called')
    if (word === 'function' || word === 'chance') traits = { ...traits, deterministic: word === 'function' }
    else if (word === 'latent' || word === 'surgery' || word === 'hole') traits = { ...traits, role: word }
    else if (word === 'called') traits = { ...traits, name: tokens.name('the name of the box') }
    else
      throw tokens.wrong(
        token,
        `behind a bar stand function, chance, latent, surgery, hole or called, found ${show(word)}.`,
      )
  } while (tokens.peek().kind === 'name')
  return Object.freeze(traits)
}
