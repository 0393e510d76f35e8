import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  lineNumbers,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { Fault } from './fault'
import { nameIn, piecesOf, written } from './pieces'

/** What the editor tells, and what it asks. */
export interface EditorTies {
  readonly onText: (text: string) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly names: () => readonly string[]
}

export interface RichEditor {
  set(text: string): void
  mark(fault: Fault | null): void
  focus(from: number, to: number): void
  destroy(): void
}

const classes = { comment: 'cm-aside', connector: 'cm-connector', mark: 'cm-mark', other: 'cm-odd' } as const

function colours(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { kind, part, from, to } of piecesOf(view.state.doc.toString())) {
    const name = kind === 'name' ? (part === 'node' ? 'cm-node' : 'cm-word') : kind === 'space' ? '' : classes[kind]
    if (name !== '') builder.add(from, to, Decoration.mark({ class: name }))
  }
  return builder.finish()
}

const highlighting = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = colours(view)
    }
    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = colours(update.view)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

const roleWords = ['exposure', 'outcome', 'latent', 'selected', 'adjusted']

function completions(names: () => readonly string[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString()
    const piece = piecesOf(text).find(({ from, to }) => from < context.pos && context.pos <= to)
    const isName = piece?.kind === 'name'
    if (piece?.kind === 'comment' || (!isName && !context.explicit)) return null
    const isAttribute = isName ? piece.part === 'attribute' : /\[[^\]]*$/.test(text.slice(0, context.pos))
    const options = isAttribute
      ? roleWords.map((label) => ({ label, type: 'keyword' }))
      : names()
          .filter((name) => !isName || name !== nameIn(piece))
          .map((name) => ({ label: written(name), type: 'variable' }))
    return { from: isName ? piece.from : context.pos, options }
  }
}

/** CodeMirror in place of the plain field: colours, marks at faults, names to complete. Undo is that of the page. */
export function richEditor(parent: HTMLElement, text: string, label: string, ties: EditorTies): RichEditor {
  let isSetting = false
  const run = (act: () => void) => () => {
    act()
    return true
  }
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        highlighting,
        autocompletion({ override: [completions(ties.names)], activateOnTyping: true }),
        keymap.of([
          { key: 'Mod-z', run: run(ties.undo), preventDefault: true },
          { key: 'Mod-y', mac: 'Mod-Shift-z', run: run(ties.redo), preventDefault: true },
          { key: 'Mod-Shift-z', run: run(ties.redo), preventDefault: true },
          ...defaultKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isSetting) ties.onText(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    set(next) {
      const now = view.state.doc.toString()
      if (next === now) return
      // only what differs is replaced, so that the caret stays
      let from = 0
      while (from < next.length && from < now.length && next[from] === now[from]) from++
      let end = 0
      const most = Math.min(next.length, now.length) - from
      while (end < most && next[next.length - 1 - end] === now[now.length - 1 - end]) end++
      isSetting = true
      view.dispatch({ changes: { from, to: now.length - end, insert: next.slice(from, next.length - end) } })
      isSetting = false
    },
    mark(fault) {
      const { length } = view.state.doc
      const found: Diagnostic[] = (fault?.places ?? []).map(({ from, to }) => ({
        from: Math.min(from, length),
        to: Math.min(to, length),
        severity: 'error',
        message: fault!.message,
      }))
      view.dispatch(setDiagnostics(view.state, found))
    },
    focus(from, to) {
      const { length } = view.state.doc
      view.focus()
      view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) } })
    },
    destroy: () => view.destroy(),
  }
}
