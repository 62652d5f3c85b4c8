import { fromBigInt, toBigInt } from '../../src/kernel/cryptography/big-endian.ts'
import { MODULUS_BYTES, modularExponentiation } from '../../src/kernel/cryptography/modular-exponentiation.ts'

/** Powers modulo the prime of SRP by the server's own way, much quicker than in BigInt: where SRP is not the matter. */
export function quickPower(base: bigint, exponent: bigint): bigint {
  return toBigInt(modularExponentiation(fromBigInt(base, MODULUS_BYTES), fromBigInt(exponent, MODULUS_BYTES)))
}
