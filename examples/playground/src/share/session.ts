import { effect, signal } from '@preact/signals'
import { firstWork, type PanelName, type Work, work } from '../work'
import { fromHash } from './address'
import { forget, keepWork, type Slot, type Store, slotKey, slots } from './keeping'
import { readWork } from './read-work'

/** What the page says of keeping, opening and sharing, read out at once. */
export interface Notice {
  readonly text: string
  readonly isBad?: boolean
  /** What the button beside it says and does. */
  readonly offer?: { readonly label: string; readonly act: () => void }
}

export const notice = signal<Notice | null>(null)

/** One work in this tab: its name in the history of the browser, and its slot. */
interface Sitting {
  readonly doc: string
  readonly tab: string
}

const newName = (): string => Array.from(crypto.getRandomValues(new Uint32Array(2)), (x) => x.toString(36)).join('')
const tabKey = 'causalkit-playground-tab'

let store: Store | null = null
let sitting: Sitting = { doc: newName(), tab: newName() }
/** The works that this page left, by their names in the history. */
const left = new Map<string, { readonly work: Work; readonly tab: string }>()
let last: Work = firstWork
let isQuiet = false
let waiting: ReturnType<typeof setTimeout> | undefined
let saidNotKept = false

/** Restores the last work, or opens that of the address; from then on every change is kept. */
export async function begin(): Promise<void> {
  store = openStore()
  const own = store === null ? null : sessionStorage.getItem(tabKey)
  const kept = store === null ? [] : slots(store)
  const mine = kept.find(({ tab }) => tab === own)
  const restored = mine?.read.ok ? mine : kept.find(({ read }) => read.ok)
  if (mine !== undefined && own !== null && mine.read.ok) sitting = { ...sitting, tab: own }
  if (restored?.read.ok) work.value = restored.read.work
  const broken = kept.find(({ read }) => !read.ok)
  if (broken !== undefined && !mine?.read.ok) notice.value = brokenNotice(broken)
  remember()
  last = work.value
  await openAddress(location.hash, restored !== undefined)
  history.replaceState(stateOf(work.value), '')
  effect(() => follow(work.value))
  addEventListener('popstate', ({ state }) => void travel(state))
  addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush())
  addEventListener('storage', ({ key }) => key === slotKey(sitting.tab) && partWays())
}

/** Replaces the whole work by another; the earlier one is kept, and the notice offers the way back. */
export function enter(next: Work, text: string, label = 'Back to the earlier work', url?: string): void {
  flush()
  const before = { ...sitting, work: work.value }
  left.set(sitting.doc, { work: work.value, tab: sitting.tab })
  sitting = { doc: newName(), tab: newName() }
  remember()
  replace(next)
  if (url === undefined) history.pushState(stateOf(next), '', bare())
  else history.replaceState(stateOf(next), '', url)
  const entered = sitting.tab
  const act = (): void => {
    flush()
    if (store !== null && JSON.stringify(work.value) === JSON.stringify(next)) forget(store, entered)
    else left.set(sitting.doc, { work: work.value, tab: sitting.tab })
    sitting = { doc: before.doc, tab: before.tab }
    remember()
    replace(before.work)
    history.pushState(stateOf(before.work), '', bare())
    notice.value = { text: 'The earlier work is back.' }
  }
  notice.value = { text, offer: { label, act } }
}

/** The other works that this browser keeps, the newest first. */
export function otherWorks(): readonly (Slot & { readonly work: Work })[] {
  if (store === null) return []
  const now = JSON.stringify(work.value)
  return slots(store).flatMap((slot) =>
    slot.read.ok && slot.tab !== sitting.tab && slot.raw !== now ? [{ ...slot, work: slot.read.work }] : [],
  )
}

/** The address of the page without a work. */
const bare = (): string => location.pathname + location.search

const stateOf = ({ panel }: Work): object => ({ doc: sitting.doc, panel })

function openStore(): Store | null {
  try {
    sessionStorage.getItem(tabKey)
    return localStorage
  } catch {
    notice.value = {
      text: 'This browser does not let the page keep your work: save it as a file before you close the page.',
    }
    return null
  }
}

function remember(): void {
  try {
    sessionStorage.setItem(tabKey, sitting.tab)
  } catch {
    // then a reload opens the newest work
  }
}

/** Opens the work of an address. */
async function openAddress(hash: string, hasLast: boolean): Promise<void> {
  const read = await fromHash(hash)
  if (read === null) return
  if (!read.ok) {
    const below = hasLast ? 'Your last work is kept and stands below.' : 'Nothing of yours was changed.'
    notice.value = { isBad: true, text: `The address could not be opened: ${read.message}. ${below}` }
    return
  }
  if (sameWork(read.work, work.value)) replace(read.work)
  else if (hasLast)
    enter(read.work, 'The work of the address is open. Your last work is kept.', 'Back to my last work', location.href)
  else replace(read.work)
}

const sameWork = (one: Work, other: Work): boolean =>
  JSON.stringify({ ...one, panel: '' }) === JSON.stringify({ ...other, panel: '' })

/** Changes the work without an entry in the history. */
function replace(next: Work): void {
  isQuiet = true
  work.value = next
  isQuiet = false
  last = next
  schedule()
}

/** After each change: panels become entries of the history, an edited work is no longer that of the address, and it is kept. */
function follow(now: Work): void {
  if (now === last || isQuiet) return
  const edited = (Object.keys(now) as (keyof Work)[]).some((key) => key !== 'panel' && now[key] !== last[key])
  const from = last.panel
  last = now
  if (edited && location.hash !== '') history.replaceState(stateOf(now), '', bare())
  if (now.panel !== from) {
    // the page opens its first panel by itself: that is no step to go back from
    if (from === 'graph') history.replaceState(stateOf(now), '')
    else history.pushState(stateOf(now), '')
  }
  schedule()
}

/** Back and forward: between panels, and between works, each as it was left. */
async function travel(state: unknown): Promise<void> {
  const { doc, panel } = (typeof state === 'object' && state !== null ? state : {}) as {
    doc?: unknown
    panel?: unknown
  }
  if (typeof doc !== 'string') {
    await openAddress(location.hash, true)
    history.replaceState(stateOf(work.value), '')
    return
  }
  const known = left.get(doc)
  if (doc !== sitting.doc && known !== undefined) {
    flush()
    left.set(sitting.doc, { work: work.value, tab: sitting.tab })
    sitting = { doc, tab: known.tab }
    remember()
    replace(known.work)
    notice.value = { text: 'The work that stood here is back, as you left it.' }
  }
  const read = readWork({ ...work.value, panel })
  if (read.ok) replace({ ...work.value, panel: panel as PanelName })
}

function schedule(): void {
  clearTimeout(waiting)
  waiting = setTimeout(flush, 400)
}

/** Writes what changed. */
export function flush(): void {
  if (waiting === undefined) return
  clearTimeout(waiting)
  waiting = undefined
  if (store === null || keepWork(store, sitting.tab, last, Date.now())) saidNotKept = false
  else if (!saidNotKept) {
    saidNotKept = true
    notice.value = {
      isBad: true,
      text: 'The browser has no room left to keep your work: save it as a file (JSON) before you close the page.',
    }
  }
}

/** Another window writes into this slot (a duplicated tab does): each keeps its own from here on. */
function partWays(): void {
  sitting = { ...sitting, tab: newName() }
  remember()
  schedule()
  flush()
  notice.value = {
    text: 'This work is open in two windows: each keeps its own from here on, and neither writes over the other.',
  }
}

function brokenNotice({ tab, raw, read }: Slot): Notice {
  const why = read.ok ? '' : read.message
  const act = (): void => {
    saveAs('playground-unread.txt', 'text/plain', raw)
    if (store !== null) forget(store, tab)
    notice.value = { text: 'What could not be read was saved as a file.' }
  }
  const text = `A work that this browser kept could not be read: ${why}. It stays where it is until you save it as a file.`
  return { isBad: true, text, offer: { label: 'Save it as a file', act } }
}

/** Gives a text to the person as a file. */
export function saveAs(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 30_000)
}
