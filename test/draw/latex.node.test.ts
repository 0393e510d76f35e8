import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { admg, cut, dag, diagramOf, pag, toTikz } from '../../src/index.js'

const hasLatex = spawnSync('pdflatex', ['--version']).status === 0

describe.skipIf(!hasLatex)('pdflatex (skipped where it is not installed)', () => {
  it('sets graphs and diagrams', () => {
    const roles = {
      treatment: 'X_1',
      outcome: 'Y',
      adjusted: 'W',
      instrument: 'Z',
      selected: 'S',
      latent: 'U',
    } as const
    const named = dag({ nodes: ['\\beta_1', 'a--b', '$', 'income of the whole household before taxes'], directed: [] })
    const pictures = [
      toTikz(dag('Z -> X_1 -> Y; W -> X_1; W -> Y; Y -> S; U -> Y'), {
        roles,
        highlight: ['Z', 'X_1'],
        widths: [{ from: 'W', to: 'Y', value: 1 }],
        edges: [{ from: 'W', to: 'X_1', line: 'dotted', label: '50 %' }],
      }),
      toTikz(admg('X -> M -> Y; X <-> Y')),
      toTikz(pag('A o-> B; C o-o D; D o- E')),
      toTikz(named),
      toTikz(cut(diagramOf(dag('Z -> X -> Y <- Z')), 'X').diagram),
    ]
    const head = '\\documentclass{article}\\usepackage{xcolor,tikz}\\usetikzlibrary{arrows.meta, shapes.misc}'
    const folder = mkdtempSync(join(tmpdir(), 'causalkit-'))
    try {
      writeFileSync(join(folder, 'a.tex'), `${head}\\begin{document}${pictures.join('\n\n')}\\end{document}`)
      const { status, stdout } = spawnSync('pdflatex', ['-halt-on-error', 'a.tex'], { cwd: folder, encoding: 'utf8' })
      expect(status, stdout.slice(-800)).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 60_000)
})
