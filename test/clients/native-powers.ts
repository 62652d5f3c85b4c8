// Powers of large numbers for clients of AWS, whose JavaScript for them takes up most of the time of a sign-in by SRP.
import { createRequire } from 'node:module'
import { after, before } from 'node:test'
import { pathToFileURL } from 'node:url'
import { quickPower } from '../support/quick-power.ts'

const require = createRequire(import.meta.url)

interface BigNumber {
  mod(modulus: BigNumber): BigNumber
  toString(radix: number): string
  modPow(exponent: BigNumber, modulus: BigNumber, done: (error: null, power: BigNumber) => void): void
}

type BigNumbers = (new (digits: string, radix: number) => BigNumber) & { readonly prototype: BigNumber }

/**
 * Where the libraries keep their numbers. Both replace the same method by native code on phones
 * (Amplify in BigInteger/index.native.mjs, amazon-cognito-identity-js in enhance-rn.js).
 */
const NUMBERS = {
  async Amplify(): Promise<BigNumbers> {
    const path = './dist/esm/providers/cognito/utils/srp/BigInteger/BigInteger.mjs'
    const home = pathToFileURL(require.resolve('@aws-amplify/auth/package.json'))
    return (await import(new URL(path, home).href)).default
  },
  async 'identity-js'(): Promise<BigNumbers> {
    return require('amazon-cognito-identity-js/lib/BigInteger.js').default
  },
}

/**
 * Lets a client compute powers by OpenSSL during the tests of a file or suite. That the library's own arithmetic signs in
 * is tested in amplify.test.ts and identity-js.test.ts.
 */
export function useNativePowers(client: keyof typeof NUMBERS): void {
  let restore: (() => void) | undefined
  before(async () => {
    const Numbers = await NUMBERS[client]()
    const own = Numbers.prototype.modPow
    const bigInt = (number: BigNumber) => BigInt(`0x${number.toString(16)}`)
    Numbers.prototype.modPow = function (exponent, modulus, done) {
      const power = quickPower(bigInt(this.mod(modulus)), bigInt(exponent))
      done(null, new Numbers(power.toString(16), 16))
    }
    restore = () => {
      Numbers.prototype.modPow = own
    }
  })
  after(() => restore?.())
}
