/** Two 53-bit hashes of a text (multiply and rotate, after cyrb53), as 26 or so hexadecimal digits. */
export function hash(text: string): string {
  return [0x9e3779b9, 0x85ebca6b].map((seed) => half(text, seed)).join('')
}

function half(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return ((b >>> 0) * 2 ** 21 + ((a >>> 0) & 0x1fffff)).toString(16).padStart(14, '0').slice(-13)
}
