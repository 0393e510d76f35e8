/** Whether this is a worker that answers: set by `answerWork`. */
export const place = { isWorker: false }
