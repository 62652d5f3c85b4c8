// Passwords that meet the usual policies and that everybody tries first: a word, an ending, and the usual changes to both.

const WORDS = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'pa$$word',
  'pa$$w0rd',
  'qwerty',
  'qwertz',
  'azerty',
  'welcome',
  'admin',
  'administrator',
  'changeme',
  'letmein',
  'iloveyou',
  'football',
  'baseball',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'superman',
  'master',
  'login',
  'test',
  'hello',
  'secret',
  'summer',
  'winter',
  'spring',
  'autumn',
  'abc',
  'abcd',
]

const NUMBERS = [
  '',
  '0',
  '1',
  '01',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '123456789',
]
const SYMBOLS = ['', '!', '!!', '@', '#', '$', '.', '*']
const FIRST_YEAR = 2000
const LAST_YEAR = 2030

/** Others that no rule makes. */
const OTHERS = [
  '1q2w3e4r',
  '1qaz2wsx',
  '1Qaz2wsx',
  '!QAZ2wsx',
  '1qaz@WSX',
  'zaq12wsx',
  'Zaq12wsx',
  '111111',
  '000000',
]

/** A few ten thousand passwords, for servers that have no longer list. */
export function commonPasswords(): ReadonlySet<string> {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => String(FIRST_YEAR + index))
  const numbers = [...NUMBERS, ...years]
  const found = new Set(OTHERS)
  for (const number of NUMBERS) if (number.length > 4) found.add(number)
  for (const word of WORDS) {
    for (const cased of [word, capitalized(word), word.toUpperCase()]) {
      for (const number of numbers) {
        for (const symbol of SYMBOLS) {
          found.add(`${cased}${number}${symbol}`)
          found.add(`${cased}${symbol}${number}`)
        }
      }
    }
  }
  return found
}

function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
