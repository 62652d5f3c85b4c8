/** Told apart in this order: later ones also name themselves like earlier ones. */
const BROWSERS: ReadonlyArray<readonly [name: string, version: RegExp]> = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//],
]

const SYSTEMS: ReadonlyArray<readonly [name: string, version: RegExp]> = [
  ['iOS', /\b(?:iPhone OS|CPU OS) (\d+(?:_\d+)?)/],
  ['macOS', /\bMac OS X (\d+(?:[._]\d+)?)/],
  ['Android', /\bAndroid (\d+)/],
  ['Windows', /\bWindows NT (\d+)/],
  ['Linux', /\bLinux()/],
]

/** AWS: browser and operating system in words, such as `Chrome 125 / macOS 15.0`; `unknown` where nothing is known. */
export function deviceType(userAgent: string): string {
  const parts = [named(BROWSERS, userAgent), named(SYSTEMS, userAgent)].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' / ') : 'unknown'
}

function named(kinds: typeof BROWSERS, userAgent: string): string | undefined {
  for (const [name, pattern] of kinds) {
    const [, version] = pattern.exec(userAgent) ?? []
    if (version !== undefined) return `${name} ${version.replaceAll('_', '.')}`.trim()
  }
  return undefined
}
