// The code that the documentation shows: the ```ts blocks of a page and the @example blocks of a source file.
// A block is { name, start, end, code }: what it belongs to, its lines (the first and the one after the last, from 0) and
// its text, each line in its own columns.

/**
 * The ```ts blocks of a Markdown page.
 *
 * @param {string} text
 * @returns {import('./blocks.mjs').Block[]}
 */
export function pageBlocks(text) {
  const lines = text.split('\n')
  const found = []
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] !== '```ts') continue
    const start = i + 1
    while (i + 1 < lines.length && lines[++i] !== '```');
    found.push({ name: `line ${start}`, start, end: i, code: lines.slice(start, i).join('\n') })
  }
  return found
}

/**
 * The @example blocks of a TypeScript file.
 *
 * @param {string} text
 * @returns {import('./blocks.mjs').Block[]}
 */
export function exampleBlocks(text) {
  const found = []
  const lines = text.split('\n')
  let inComment = false
  let start = -1
  // what the blocks of the comment at hand document is known once the comment has ended
  let open = []
  const close = (end) => {
    if (start < 0) return
    const code = lines.slice(start, end).map((line) => line.replace(/^\s*\* ?/, (stars) => ' '.repeat(stars.length)))
    open.push({ name: '?', start, end, code: code.map((line) => (/^\s*```\w*$/.test(line) ? '' : line)).join('\n') })
    start = -1
  }
  for (let i = 0; i < lines.length; i++) {
    if (!inComment && /^\s*\/\*\*/.test(lines[i])) inComment = !lines[i].includes('*/')
    else if (inComment && lines[i].includes('*/')) {
      close(i)
      inComment = false
      const next = lines.slice(i + 1).find((line) => line.trim() !== '') ?? ''
      const name =
        /^\s*(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:(?:function\*?|const|class|interface|type)\s+)?(?:readonly\s+)?(\w+)/.exec(
          next,
        )?.[1]
      found.push(...open.map((block) => ({ ...block, name: name ?? '?' })))
      open = []
    } else if (inComment && /^\s*\*\s*@\w/.test(lines[i])) {
      close(i)
      if (/^\s*\*\s*@example\b/.test(lines[i])) start = i + 1
    }
  }
  return found
}
