import { isCorsSafelistedRequestHeader } from "../fetch/headers";

const UINT64_MAX = 2n ** 64n - 1n;
const BEYOND_ASCII = /[^\0-\x7f]/;

/**
 * nsContentUtils::IsCORSSafelistedRequestHeader. Its bytes are signed: those from 0x80 on count as below space, and are unsafe. Knows no
 * client hints.
 */
export function isFirefoxSafelistedHeader(name: string, value: string): boolean {
  if (!isCorsSafelistedRequestHeader(name, value)) return false;
  if (/^(?:accept|content-type)$/i.test(name)) return !BEYOND_ASCII.test(value);
  return !/^range$/i.test(name) || (value.match(/\d+/g) ?? []).every((position) => BigInt(position) <= UINT64_MAX);
}
