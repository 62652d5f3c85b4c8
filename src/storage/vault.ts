import type { KeyObject } from 'node:crypto'
import { deriveKey, open, seal } from '../kernel/cryptography/encryption.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { SealedColumnOf, SealedTable } from './sealed-columns.ts'

/** Encrypts the texts or bytes of one column. Each is bound to its row and cannot be opened for another one. */
export interface ColumnVault {
  seal(text: string | Uint8Array, ...row: string[]): Buffer
  open(sealed: Uint8Array, ...row: string[]): string
  openBytes(sealed: Uint8Array, ...row: string[]): Buffer
  /** Undefined if it was encrypted with another root key or for another row. */
  openIfOwn(sealed: Uint8Array, ...row: string[]): Buffer | undefined
}

export interface Vault {
  forColumn<Table extends SealedTable>(table: Table, column: SealedColumnOf<Table>): ColumnVault
}

/** Encrypts secrets with keys derived from the root key, one for each column. */
export function openVault(rootKey: KeyObject, entropy: Entropy): Vault {
  const columns = new Map<string, ColumnVault>()
  return {
    forColumn(table, column) {
      const name = `${table}.${column}`
      const known = columns.get(name)
      if (known) return known
      const key = deriveKey(rootKey, `column ${name}`)
      const openIfOwn = (sealed: Uint8Array, ...row: string[]) => open(key, sealed, row)
      const openBytes = (sealed: Uint8Array, ...row: string[]): Buffer => {
        const bytes = openIfOwn(sealed, ...row)
        if (!bytes) throw new Error(`${name} was not sealed with this root key`)
        return bytes
      }
      const vault: ColumnVault = {
        seal: (text, ...row) => seal(key, entropy, text, row),
        open: (sealed, ...row) => openBytes(sealed, ...row).toString('utf8'),
        openBytes,
        openIfOwn,
      }
      columns.set(name, vault)
      return vault
    },
  }
}
