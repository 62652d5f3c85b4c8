const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

interface Decimal {
  readonly negative: boolean
  /** Without leading zeros; empty for zero. */
  readonly whole: string
  /** Without trailing zeros. */
  readonly fraction: string
}

/** Whether a text is a plain finite decimal such as `-12.50`, without exponent, plus sign or spaces. */
export function isDecimal(text: string): boolean {
  return parse(text) !== undefined
}

/**
 * Compares two decimals digit by digit: exact for bounds of any length, in time linear in their length. Both must
 * satisfy {@link isDecimal}.
 */
export function compareDecimals(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  if (!left || !right) throw new Error('not a decimal')
  if (left.negative !== right.negative) return left.negative ? -1 : 1
  const order = compareMagnitudes(left, right)
  return left.negative ? -order : order
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1
  if (a.fraction === b.fraction) return 0
  return a.fraction < b.fraction ? -1 : 1
}

function parse(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text)
  if (!match || !Number.isFinite(Number(text))) return undefined
  const whole = (match[2] ?? '').replace(/^0+/, '')
  const fraction = withoutTrailingZeros(match[3] ?? '')
  return { negative: match[1] === '-' && (whole !== '' || fraction !== ''), whole, fraction }
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end--
  return digits.slice(0, end)
}
