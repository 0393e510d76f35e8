/** For each cell of all axes the cell of some of them, in the order given, the last fastest. */
export function cellsOnto(sizes: readonly number[], axes: readonly number[]): Int32Array {
  const strides = new Int32Array(sizes.length)
  let stride = 1
  for (const axis of [...axes].reverse()) {
    strides[axis] = stride
    stride *= sizes[axis]!
  }
  let onto = Int32Array.of(0)
  for (const [axis, size] of sizes.entries()) {
    const next = new Int32Array(onto.length * size)
    for (let i = 0; i < next.length; i++) next[i] = onto[Math.floor(i / size)]! + (i % size) * strides[axis]!
    onto = next
  }
  return onto
}
