const digits = '01234567890';
const digitsBack = '09876543210';

/** What is wrong with a PIN of four to eight digits, as a sentence for who chose it; null when it will do. */
export function refusePin(pin: string): string | null {
  if (!/^\d{4,8}$/.test(pin)) return 'A PIN has four to eight digits.';
  if (digits.includes(pin) || digitsBack.includes(pin)) return 'Digits in a row are the first that anybody tries.';
  if (isRepeated(pin)) return 'A pattern that repeats is among the first that anybody tries.';
  return null;
}

/** `0000`, `1212`, `123123` and `1122`, `111222`: made of fewer digits than it has. */
function isRepeated(pin: string): boolean {
  for (let length = 1; length <= pin.length / 2; length += 1) {
    if (pin === pin.slice(0, length).repeat(pin.length / length)) return true;
  }
  return /^(\d)\1+(\d)\2+$/.test(pin);
}
