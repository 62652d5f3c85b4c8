/** A QR code as an outline of dark squares, each of the length 1. */
export interface QrCode {
  /** Of a side, with the quiet zone around. */
  readonly size: number
  /** For the attribute `d` of an SVG path. */
  readonly outline: string
}

/** ISO/IEC 18004 asks for four. */
const QUIET = 4

/** Loads the encoder when the first code is drawn. @throws an Error for a text of more than 2,953 bytes */
export async function qrCode(text: string): Promise<QrCode> {
  const { create } = await import('qrcode')
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  return {
    size: modules.size + 2 * QUIET,
    outline: outlineOf(modules.size, (row, column) => modules.get(row, column) !== 0),
  }
}

/** One bar for each run of dark squares in a row. Moves are relative, which is shorter. */
function outlineOf(size: number, isDark: (row: number, column: number) => boolean): string {
  let outline = `M${QUIET} ${QUIET}.5`
  let [atRow, atColumn] = [0, 0]
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!isDark(row, column)) continue
      let end = column
      while (end < size && isDark(row, end)) end++
      outline += `m${column - atColumn} ${row - atRow}h${end - column}`
      ;[atRow, atColumn] = [row, end]
      column = end
    }
  }
  return outline
}
