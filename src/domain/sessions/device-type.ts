/** The text before the version. Checked in this order, since later browsers also send the names of earlier ones. */
const BROWSERS: ReadonlyArray<readonly [name: string, marks: readonly string[]]> = [
  ['Edge', ['Edge/', 'Edg/', 'EdgA/', 'EdgiOS/']],
  ['Opera', ['OPR/']],
  ['Samsung Internet', ['SamsungBrowser/']],
  ['Firefox', ['Firefox/', 'FxiOS/']],
  ['Chrome', ['Chrome/', 'CriOS/']],
]

const SYSTEMS: typeof BROWSERS = [
  ['iOS', ['iPhone OS ', 'CPU OS ']],
  ['macOS', ['Mac OS X ']],
  ['Android', ['Android ']],
  ['Windows', ['Windows NT ']],
]

/** AWS: browser and operating system in words, such as `Chrome 125 / macOS 15.0`, or `unknown`. */
export function deviceType(userAgent: string): string {
  const { browser, system } = deviceParts(userAgent)
  const parts = [browser, system].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' / ') : 'unknown'
}

/** Browser and operating system, each with its version, as far as they are known. */
export function deviceParts(userAgent: string): {
  readonly browser: string | undefined
  readonly system: string | undefined
} {
  return { browser: browserOf(userAgent), system: systemOf(userAgent) }
}

function browserOf(userAgent: string): string | undefined {
  const named = firstNamed(BROWSERS, userAgent)
  if (named !== undefined) return `${named.name} ${named.version[0]}`
  const safari = userAgent.includes(' Safari/') ? versionAfter('Version/', userAgent) : undefined
  return safari && `Safari ${safari[0]}`
}

function systemOf(userAgent: string): string | undefined {
  const named = firstNamed(SYSTEMS, userAgent)
  if (named === undefined) return userAgent.includes('Linux') ? 'Linux' : undefined
  const isApple = named.name === 'iOS' || named.name === 'macOS'
  return `${named.name} ${named.version.slice(0, isApple ? 2 : 1).join('.')}`
}

interface Named {
  readonly name: string
  readonly version: readonly string[]
}

function firstNamed(kinds: typeof BROWSERS, userAgent: string): Named | undefined {
  for (const [name, marks] of kinds) {
    for (const mark of marks) {
      const version = versionAfter(mark, userAgent)
      if (version !== undefined) return { name, version }
    }
  }
  return undefined
}

/** The numbers after the first such mark: `17_4` and `17.4` both give 17 and 4. */
function versionAfter(mark: string, userAgent: string): string[] | undefined {
  const at = userAgent.indexOf(mark)
  if (at === -1) return undefined
  const [version] = /^\d{1,9}(?:[._]\d{1,9}){0,3}/.exec(userAgent.slice(at + mark.length)) ?? []
  return version?.split(/[._]/)
}
