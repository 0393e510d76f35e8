// What the sections of the page of trust share: records, their dates, tables.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A record of the repository. @param {string} path @param {string} command how to make it @returns {string} */
export function recordText(path, command) {
  if (!existsSync(root + path)) throw new Error(`${path} is missing: \`${command}\` makes it`)
  return readFileSync(root + path, 'utf8')
}

/** @param {string} path @param {string} command @returns {any} */
export const record = (path, command) => JSON.parse(recordText(path, command))

/** @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows */
export function table(head, rows) {
  const line = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A text as a cell of a table. @param {string} text */
export const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A piece of code as a cell of a table. @param {string} text */
export const code = (text) => `\`\`${text.includes('`') ? ` ${cell(text)} ` : cell(text)}\`\``

/** Where a record stands and when it was last committed. @param {string} path */
export function committed(path) {
  const said = execFileSync('git', ['log', '-1', '--format=%cs, commit %h', '--', path], {
    cwd: root,
    encoding: 'utf8',
  })
  return said.trim() || 'not committed yet'
}

/** The lines of a guide between the marks of a measured table. @param {string} guide @param {string} word */
export function measuredTable(guide, word) {
  const text = recordText(`docs/guides/${guide}`, 'git checkout docs/guides')
  const begin = `<!-- measured: ${word} -->`
  const from = text.indexOf(begin)
  if (from < 0) throw new Error(`docs/guides/${guide} has no table "${word}"`)
  return text.slice(from + begin.length, text.indexOf('<!-- /measured -->', from)).trim()
}

/** The cells of a line of a table. @param {string} line */
export const cellsOf = (line) =>
  line
    .slice(1, -1)
    .split('|')
    .map((part) => part.trim())

/** The cells of a table of Markdown, without its head. @param {string} text */
export const rowsOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map(cellsOf)
