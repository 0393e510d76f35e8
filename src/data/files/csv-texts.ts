import type { DecodeBytes } from './csv-text.js'

/** Different texts by number, in the order in which they came: each is decoded once. */
export interface CsvTexts {
  /** The texts so far. */
  readonly texts: readonly string[]
  /** The number of the text that these bytes spell; the same for the same bytes. A new one gets the next number. */
  at(bytes: Uint8Array, start: number, end: number): number
  /** The same without taking a new one: −1. */
  find(bytes: Uint8Array, start: number, end: number): number
}

/** A hash table over the bytes themselves. */
export function csvTexts(decode: DecodeBytes): CsvTexts {
  const texts: string[] = []
  let store = new Uint8Array(1024)
  let stored = 0
  let offsets = new Int32Array(65)
  let hashes = new Int32Array(64)
  let slots = new Int32Array(128).fill(-1)

  const slotOf = (bytes: Uint8Array, start: number, end: number, hash: number): number => {
    const mask = slots.length - 1
    let slot = hash & mask
    for (;;) {
      const text = slots[slot]!
      if (text < 0) return slot
      if (hashes[text] === hash && offsets[text + 1]! - offsets[text]! === end - start) {
        let i = start
        for (let j = offsets[text]!; i < end && bytes[i] === store[j]; j++) i++
        if (i === end) return slot
      }
      slot = (slot + 1) & mask
    }
  }
  const grow = (): void => {
    const size = 2 * hashes.length
    const [moreHashes, moreOffsets] = [new Int32Array(size), new Int32Array(size + 1)]
    moreHashes.set(hashes)
    moreOffsets.set(offsets)
    hashes = moreHashes
    offsets = moreOffsets
    slots = new Int32Array(2 * size).fill(-1)
    for (let text = 0; text < texts.length; text++) {
      let slot = hashes[text]! & (slots.length - 1)
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = text
    }
  }
  return {
    texts,
    find: (bytes, start, end) => slots[slotOf(bytes, start, end, hashOf(bytes, start, end))]!,
    at(bytes, start, end) {
      const hash = hashOf(bytes, start, end)
      const slot = slotOf(bytes, start, end, hash)
      const known = slots[slot]!
      if (known >= 0) return known
      const text = texts.length
      texts.push(decode(bytes.subarray(start, end)))
      if (stored + end - start > store.length) {
        const larger = new Uint8Array(Math.max(2 * store.length, stored + end - start))
        larger.set(store)
        store = larger
      }
      store.set(bytes.subarray(start, end), stored)
      stored += end - start
      offsets[text + 1] = stored
      hashes[text] = hash
      slots[slot] = text
      if (texts.length === hashes.length) grow()
      return text
    },
  }
}

/** FNV-1a (Fowler, Noll & Vo), its bits stirred once more, since the low ones choose the slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  return hash ^ (hash >>> 15)
}
