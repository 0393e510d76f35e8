import { answersOf } from './answers'
import type { WorkerAnswer, WorkerQuestion } from './messages'
import { whatIf } from './what-if'

/** Answers one question after the other; what goes wrong comes back as a sentence. */
self.onmessage = ({ data }: MessageEvent<WorkerQuestion>) => {
  const reply = (answer: WorkerAnswer): void => self.postMessage(answer)
  try {
    if (data.kind === 'model') reply({ kind: 'model', answers: answersOf(data.question) })
    else reply({ kind: 'row', lines: whatIf(data.settings, data.structure, data.row) })
  } catch (error) {
    reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}
