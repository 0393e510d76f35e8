import { answer } from './answer'
import type { Request } from './protocol'

const here = self as unknown as {
  onmessage: (event: MessageEvent<Request>) => void
  postMessage: (message: unknown, transfer: Transferable[]) => void
}
here.onmessage = ({ data }) => {
  void answer(data, (reply, transfer) => here.postMessage(reply, transfer))
}
