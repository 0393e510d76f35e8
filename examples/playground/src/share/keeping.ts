import type { Work } from '../work'
import { type ReadWork, readWorkText } from './read-work'

/** What is kept in the browser: each tab has a slot of its own, so that no tab writes over another's work. */
export interface Slot {
  readonly tab: string
  /** When it was written, in milliseconds. */
  readonly at: number
  readonly read: ReadWork
  /** What stands there, for a slot that cannot be read to be saved as it is. */
  readonly raw: string
}

/** As much of `localStorage` as is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'causalkit-playground:'

/** How many works are kept; the oldest beyond them are let go. */
export const mostSlots = 12

export const slotKey = (tab: string): string => `${prefix}${tab}`

/** The slots, the newest first. */
export function slots(store: Store): readonly Slot[] {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i)).filter((key) => key?.startsWith(prefix))
  const found = keys.map((key) => slotOf(key!.slice(prefix.length), store.getItem(key!) ?? ''))
  return found.sort((a, b) => b.at - a.at || (a.tab < b.tab ? -1 : 1))
}

function slotOf(tab: string, raw: string): Slot {
  const [, at, json] = /^(\d{1,15}) (.*)$/s.exec(raw) ?? []
  return { tab, at: Number(at ?? 0), read: readWorkText(json ?? raw), raw: json ?? raw }
}

/** Writes a tab's slot; gives whether the browser took it. The oldest make room where there is none. */
export function keepWork(store: Store, tab: string, work: Work, now: number): boolean {
  const value = `${now} ${JSON.stringify(work)}`
  const others = slots(store).filter((slot) => slot.tab !== tab)
  while (others.length >= mostSlots) forget(store, others.pop()!.tab)
  for (;;) {
    try {
      store.setItem(slotKey(tab), value)
      return true
    } catch {
      // no room, or no leave: three other works at least stay
      if (others.length <= 3) return false
      forget(store, others.pop()!.tab)
    }
  }
}

export function forget(store: Store, tab: string): void {
  try {
    store.removeItem(slotKey(tab))
  } catch {
    // a store that may not be written keeps what it has
  }
}

/** What a list of kept works calls one: the first words of its graph. */
export function titleOf(work: Work): string {
  const text = work.text.replace(/\s+/g, ' ').trim()
  if (text === '') return 'an empty graph'
  return text.length > 48 ? `${text.slice(0, 47)}…` : text
}
