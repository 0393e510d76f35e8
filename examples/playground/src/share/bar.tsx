import { signal } from '@preact/signals'
import { createRef } from 'preact'
import { firstWork, work } from '../work'
import { toHash } from './address'
import type { Exported } from './code'
import { fromFile, toFile } from './file'
import { titleOf } from './keeping'
import { Menu } from './menu'
import { Paper } from './paper'
import { enter, notice, otherWorks, saveAs } from './session'
import { TextDialog, textShown } from './text-dialog'
import './share.css'

/** The address, where the clipboard may not be used. */
const address = signal<string | null>(null)
const file = createRef<HTMLInputElement>()

async function share(): Promise<void> {
  const made = await toHash(work.value)
  if (!made.ok) {
    notice.value = { isBad: true, text: made.message, offer: { label: 'Save as a file (JSON)', act: saveJson } }
    return
  }
  history.replaceState(history.state, '', made.hash)
  try {
    await navigator.clipboard.writeText(location.href)
    address.value = null
    notice.value = {
      text: `The address was copied (${location.href.length} characters): it holds the whole work, and nothing was sent.`,
    }
  } catch {
    address.value = location.href
    notice.value = {
      text: 'The browser did not let the page copy: the address stands in the field, ready to be copied.',
    }
  }
}

/** The exports are loaded when they are asked for. */
async function exported(load: () => Promise<Exported>, then: (text: string) => void): Promise<void> {
  try {
    const made = await load()
    if (made.ok) then(made.text)
    else notice.value = { isBad: true, text: made.message }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    notice.value = {
      isBad: true,
      text: `This could not be exported (${why}). Check the connection and try again: your work is kept.`,
    }
  }
}

const showCode = (): Promise<void> =>
  exported(
    async () => (await import('./code')).codeOf(work.value),
    (text) => {
      textShown.value = { title: 'Code', name: 'effect.mjs', type: 'text/javascript', text }
    },
  )
const showDagitty = (): Promise<void> =>
  exported(
    async () => (await import('./dagitty')).dagittyTextOf(work.value),
    (text) => {
      textShown.value = { title: 'dagitty text', name: 'graph.txt', type: 'text/plain', text }
    },
  )
const saveSvg = (): Promise<void> =>
  exported(
    async () => (await import('./picture')).pictureOf(work.value),
    (text) => {
      saveAs('graph.svg', 'image/svg+xml', text)
      notice.value = { text: 'The picture was saved as graph.svg.' }
    },
  )
function saveJson(): void {
  saveAs('work.json', 'application/json', toFile(work.value))
  notice.value = { text: 'The whole work was saved as work.json.' }
}
function clear(): void {
  enter(
    { ...firstWork, text: '', treatment: '', outcome: '', panel: work.value.panel },
    'The work was cleared.',
    'Undo',
  )
}

async function open(input: HTMLInputElement): Promise<void> {
  const chosen = input.files?.[0]
  input.value = ''
  if (chosen === undefined) return
  const read = fromFile(await chosen.text().catch(() => ''))
  if (read.ok) enter(read.work, `${chosen.name} is open. The earlier work is kept.`)
  else
    notice.value = { isBad: true, text: `${chosen.name} could not be opened: ${read.message}. Your work is as it was.` }
}

/** Sharing, saving, opening, printing. */
export function ShareBar() {
  const said = notice.value
  return (
    <>
      <div class="share">
        <button type="button" class="first" onClick={() => void share()}>
          Share
        </button>
        <Menu
          label="Save and open"
          groups={() => [
            {
              title: 'Export',
              items: [
                { label: 'Code …', act: () => void showCode() },
                { label: 'dagitty text …', act: () => void showDagitty() },
                { label: 'Picture (SVG)', act: () => void saveSvg() },
                { label: 'Whole work (JSON)', act: saveJson },
                { label: 'Print or PDF …', act: () => print() },
              ],
            },
            {
              title: 'Open',
              items: [
                { label: 'File (JSON or dagitty text) …', act: () => file.current?.click() },
                { label: 'Clear', act: clear },
              ],
            },
            {
              title: 'Kept in this browser',
              items: otherWorks().map(({ at, work: kept }) => ({
                label: `${titleOf(kept)} (${new Date(at).toLocaleString()})`,
                act: () => enter(kept, 'A work that this browser kept is open. The earlier one is kept too.'),
              })),
            },
          ]}
        />
        <input
          ref={file}
          type="file"
          accept=".json,.txt,.dag,.dagitty"
          aria-label="File to open"
          tabIndex={-1}
          hidden
          onChange={(event) => void open(event.currentTarget)}
        />
      </div>
      <div class="notice">
        <p role="status">{said !== null && !said.isBad ? said.text : ''}</p>
        <p role="alert" class="problem" hidden={!said?.isBad}>
          {said?.isBad ? said.text : ''}
        </p>
        {said !== null && (
          <p class="answers">
            {said.offer !== undefined && (
              <button type="button" onClick={said.offer.act}>
                {said.offer.label}
              </button>
            )}
            <button
              type="button"
              aria-label="Dismiss the message"
              onClick={() => {
                notice.value = null
                address.value = null
              }}
            >
              ×
            </button>
          </p>
        )}
        {address.value !== null && (
          <label class="address">
            Address of this work
            <input
              readOnly
              value={address.value}
              ref={(field) => field?.select()}
              onFocus={(event) => event.currentTarget.select()}
            />
          </label>
        )}
      </div>
      <TextDialog />
      <Paper />
    </>
  )
}
