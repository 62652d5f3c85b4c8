// Who signs in when, from where and by what, in a month that is made up. The same seed makes the same month.
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../src/kernel/clock.ts'

export interface SimulatedSignIn {
  /** Rows of the table. */
  readonly kind: string
  readonly at: Instant
  readonly username: string
  readonly ipAddress: string
  readonly userAgent: string
  readonly knowsPassword: boolean
  readonly ownsMailbox: boolean
}

export interface MonthFigures {
  readonly users: number
  readonly stolen: number
  readonly addresses: number
  readonly tries: number
  readonly seed: number
}

const city = (name: string, country: string, latitude: number, longitude: number) => ({
  city: name,
  country,
  latitude,
  longitude,
})

/** The network 20.N.0.0/16 is in the N-th of them. */
export const CITIES = [
  city('Seattle', 'United States', 47.6, -122.3),
  city('Chicago', 'United States', 41.9, -87.6),
  city('New York', 'United States', 40.7, -74),
  city('Austin', 'United States', 30.3, -97.7),
  city('London', 'United Kingdom', 51.5, -0.1),
  city('Berlin', 'Germany', 52.5, 13.4),
  city('Munich', 'Germany', 48.1, 11.6),
  city('Paris', 'France', 48.9, 2.4),
  city('São Paulo', 'Brazil', -23.6, -46.6),
  city('Tokyo', 'Japan', 35.7, 139.7),
  city('Mumbai', 'India', 19.1, 72.9),
  city('Lagos', 'Nigeria', 6.5, 3.4),
] as const

const agent = (system: string, browser: string) => `Mozilla/5.0 (${system}) ${browser}`
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
/** The first ones are the most common. */
const AGENTS = [
  agent('Windows NT 10.0; Win64; x64', CHROME),
  agent(
    'iPhone; CPU iPhone OS 17_5 like Mac OS X',
    'AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
  ),
  agent('Linux; Android 14', `${CHROME} Mobile`),
  agent('Macintosh; Intel Mac OS X 10_15_7', 'AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15'),
  agent('Macintosh; Intel Mac OS X 10_15_7', CHROME),
  agent('Windows NT 10.0; Win64; x64', `${CHROME} Edg/126.0.0.0`),
  agent('Windows NT 10.0; Win64; x64; rv:127.0', 'Gecko/20100101 Firefox/127.0'),
  agent('X11; Linux x86_64; rv:127.0', 'Gecko/20100101 Firefox/127.0'),
] as const

/** Two weeks come first, in which users become known. They are not counted. */
const BEFORE = 14 * DAY
const MONTH = 30 * DAY

/** All in the order of time, which counts from the beginning. */
export function monthOf(figures: MonthFigures) {
  const chance = chanceOf(figures.seed)
  const signIns = [...usersOf(figures, chance), ...stuffingOf(figures, chance), ...thievesOf(figures, chance)]
  signIns.sort((one, other) => one.at - other.at)
  return { countsFrom: BEFORE, signIns }
}

type Chance = ReturnType<typeof chanceOf>

/** A generator of 32 bits (mulberry32). */
function chanceOf(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    upTo,
    happens: (probability: number) => next() < probability,
    of: <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item,
  }
}

/** Of a city: its number below 256 is the third part. */
const addressIn = (cityNumber: number, network: number, host: number) => `20.${cityNumber}.${network}.${host}`

function homeOf(user: number) {
  return { home: user % 8, network: 10 + ((user * 7) % 200), host: 1 + (user % 250) }
}

function* usersOf({ users }: MonthFigures, chance: Chance): Generator<SimulatedSignIn> {
  for (let user = 0; user < users; user++) yield* userOf(user, chance)
}

/** Signs in every fourth day or so, at home, at work or on the way. One in twenty travels, one in twenty has a new phone. */
function* userOf(user: number, chance: Chance): Generator<SimulatedSignIn> {
  const { home, network, host } = homeOf(user)
  const devices = [chance.of(AGENTS.slice(0, 6)), chance.of(AGENTS.slice(0, 3))]
  const tripBegins = chance.happens(0.05) ? BEFORE + chance.upTo(25) * DAY : Number.POSITIVE_INFINITY
  const goesTo = (home + 1 + chance.upTo(7)) % 8
  const changesAt = chance.happens(0.05) ? BEFORE + chance.upTo(MONTH) : Number.POSITIVE_INFINITY
  const newDevice = chance.of(AGENTS)
  for (let day = chance.upTo(4); day < 44; day += 1 + chance.upTo(6)) {
    const time = day * DAY + (7 + chance.upTo(15)) * HOUR + chance.upTo(60) * MINUTE
    const travels = time >= tripBegins && time < tripBegins + 4 * DAY
    const hasNew = time >= changesAt && !devices.includes(newDevice)
    const place = chance.next()
    const ipAddress = travels
      ? addressIn(goesTo, 220 + chance.upTo(8), 1 + chance.upTo(250))
      : place < 0.6
        ? addressIn(home, network, host)
        : place < 0.85
          ? addressIn(home, 240 + (user % 8), 1 + chance.upTo(5))
          : addressIn(home, 250 + chance.upTo(4), 1 + chance.upTo(250))
    const signIn = {
      kind: travels ? 'users, travelling' : hasNew ? 'users, with a new device' : 'users',
      at: time,
      username: `user${user}`,
      ipAddress,
      userAgent: hasNew ? newDevice : chance.of(devices),
      ownsMailbox: true,
    }
    if (chance.happens(0.05)) {
      yield { ...signIn, kind: 'users, mistyping', at: signIn.at - 20 * SECOND, knowsPassword: false }
    }
    yield { ...signIn, knowsPassword: true }
  }
}

/**
 * Each address tries its list within an hour, half of it names of strangers. One user in a hundred has a password that is on
 * a list.
 */
function* stuffingOf({ users, addresses, tries }: MonthFigures, chance: Chance): Generator<SimulatedSignIn> {
  const victims = Math.max(1, Math.round(users / 100))
  for (let address = 0; address < addresses; address++) {
    const cityNumber = chance.upTo(CITIES.length)
    const source = {
      ipAddress: addressIn(cityNumber, chance.upTo(250), 251 + chance.upTo(4)),
      userAgent: chance.of(AGENTS),
      ownsMailbox: false,
    }
    const begins = BEFORE + chance.upTo(MONTH - HOUR)
    const step = HOUR / tries
    const hitsAt = address % Math.floor(addresses / victims || 1) === 0 ? chance.upTo(tries) : -1
    for (let at = 0; at < tries; at++) {
      const known = chance.upTo(users)
      const knowsPassword = at === hitsAt
      yield {
        ...source,
        kind: knowsPassword ? 'stuffing, right password' : 'stuffing, wrong password',
        at: begins + Math.floor(at * step),
        username: knowsPassword || chance.happens(0.5) ? `user${known}` : `stranger${known}`,
        knowsPassword,
      }
    }
  }
}

/** Thieves have the password of one user and try it once: half of them with the user's usual browser, half from abroad. */
function* thievesOf({ users, stolen }: MonthFigures, chance: Chance): Generator<SimulatedSignIn> {
  const accounts = Math.max(1, Math.round((users / 1000) * stolen))
  for (let account = 0; account < accounts; account++) {
    const user = chance.upTo(users)
    const { home } = homeOf(user)
    const isAbroad = chance.happens(0.5)
    yield {
      kind: isAbroad ? 'stolen password, another city' : 'stolen password, the same city',
      at: BEFORE + chance.upTo(MONTH),
      username: `user${user}`,
      ipAddress: addressIn(isAbroad ? chance.upTo(CITIES.length) : home, 230 + chance.upTo(5), 9),
      userAgent: chance.happens(0.5) ? AGENTS[0] : chance.of(AGENTS),
      knowsPassword: true,
      ownsMailbox: false,
    }
  }
}
