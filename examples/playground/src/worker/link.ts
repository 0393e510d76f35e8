/** A worker at the other end of a line: made when it is first asked, and made anew after it was stopped or died. */
export interface Link<Question, Reply> {
  /** Asks; what comes back is heard by the last who asked. */
  readonly ask: (question: Question, hear: (reply: Reply) => void, died: (sentence: string) => void) => void
  /** Stops the worker, whatever it is at; nothing more is heard of it. */
  readonly end: () => void
}

/** A line to a worker. Its death comes as a sentence that says what it was; how to go on is for the caller to say. */
export function linkTo<Question, Reply>(make: () => Worker): Link<Question, Reply> {
  let worker: Worker | undefined
  const end = (): void => {
    if (worker === undefined) return
    worker.onmessage = worker.onerror = worker.onmessageerror = null
    worker.terminate()
    worker = undefined
  }
  return {
    ask(question, hear, died) {
      worker ??= make()
      const at = worker
      const fail = (sentence: string): void => {
        end()
        died(`${sentence} Nothing you made is lost`)
      }
      at.onmessage = ({ data }: MessageEvent<Reply>) => hear(data)
      at.onmessageerror = () => fail('The answer of the worker that computes in the background could not be read.')
      at.onerror = (event) => {
        event.preventDefault()
        // a script that cannot be fetched gives an event without a message
        fail(
          event.message
            ? `The worker that computes in the background stopped (${event.message}).`
            : 'The worker that computes in the background could not be started, or the browser ended it. Is the connection gone, or memory short?',
        )
      }
      at.postMessage(question)
    },
    end,
  }
}
