import type { Work } from '../work'
import { type ReadWork, readWorkText } from './read-work'

/**
 * A work as the part of an address after `#`: `v1.<length>-<checksum>.<body>`, where the body is the JSON, deflated, in base64url. Length
 * and checksum are those of the body: an address that a mail program cut is told from one that was altered. Where a browser cannot
 * deflate, the version is `v1p` and the body plain.
 */
export type MadeAddress =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly message: string }

/** The longest hash that is made or read, in characters: every browser and most servers and chats take it. */
export const longestHash = 32_000

/** The most JSON that an address may unpack to, in bytes. */
const mostUnpacked = 2_000_000

/** What an address says: a work, a fault, or (`null`) no work at all, as `#` and `#heading` do. */
export type AddressReading = ReadWork | null

export async function toHash(
  work: Work,
  canDeflate: boolean = typeof CompressionStream === 'function',
): Promise<MadeAddress> {
  const bytes = new TextEncoder().encode(JSON.stringify(work))
  const body = toBase64url(canDeflate ? await through(bytes, new CompressionStream('deflate-raw'), Infinity) : bytes)
  const hash = `#${canDeflate ? 'v1' : 'v1p'}.${body.length.toString(36)}-${checksum(body)}.${body}`
  if (hash.length <= longestHash) return { ok: true, hash }
  const message = `This work is too large for an address: ${hash.length} characters, and ${longestHash} are the most that browsers and chats take. Save it as a file (JSON) and send that.`
  return { ok: false, message }
}

export async function fromHash(hash: string): Promise<AddressReading> {
  const found = /^#?v(\d*)(p?)(?:\.([^.]*))?(?:\.(.*))?$/s.exec(hash)
  if (found === null) return null
  const [, version, plainly, mark, body] = found
  if (version === '' || mark === undefined || body === undefined) return cutShort
  if (version !== '1')
    return fault(
      `this address is of version ${version}, and this page reads version 1: reload the page to get its newest edition`,
    )
  if (hash.length > longestHash) return fault(`this address is longer than ${longestHash} characters`)
  const [, length, sum] = /^([0-9a-z]+)-([0-9a-f]{8})$/.exec(mark) ?? []
  if (length === undefined || sum === undefined) return altered
  if (body.length < Number.parseInt(length, 36)) return cutShort
  if (body.length > Number.parseInt(length, 36) || checksum(body) !== sum) return altered
  const bytes = fromBase64url(body)
  if (bytes === null) return altered
  if (plainly === '' && typeof DecompressionStream !== 'function')
    return fault(
      'this browser cannot unpack addresses (it has no DecompressionStream): use a newer one, or open the work from a file',
    )
  try {
    const unpacked =
      plainly === 'p' ? bytes : await through(bytes, new DecompressionStream('deflate-raw'), mostUnpacked)
    const read = readWorkText(new TextDecoder('utf-8', { fatal: true }).decode(unpacked))
    return read.ok ? read : fault(`what this address holds is no work of this page: ${read.message}`)
  } catch (error) {
    if (error instanceof RangeError) return fault(`this address unpacks to more than ${mostUnpacked} bytes`)
    return altered
  }
}

const fault = (message: string): ReadWork => ({ ok: false, message })
const cutShort = fault('this address was cut short: ask for it again, as a link or a file')
const altered = fault('this address was altered on its way: ask for it again, as a link or a file')

/** FNV-1a over the characters, eight hexadecimal digits. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Sends bytes through a stream of compression, and stops where more than `most` come out. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > most) {
      await reader.cancel()
      throw new RangeError('too much')
    }
    parts.push(next.value)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
  } catch {
    return null
  }
}
