import { expect, test } from 'vitest';
import { refusePin } from '../../worker/domain/pin-rules.ts';

test.each(['0000', '11111111', '1234', '4321', '7890', '0987', '12345678', '1212', '123123', '1122', '00011', '55544'])(
  '%s is refused',
  (pin) => {
    expect(refusePin(pin)).toMatch(/first that anybody tries/);
  },
);

test.each(['123', '123456789', '12a4', '', ' 2580'])('%j is no PIN', (pin) => {
  expect(refusePin(pin)).toMatch(/four to eight digits/);
});

test.each(['2580', '1357', '4071', '90210', '1223', '12343', '1021'])('%s will do', (pin) => {
  expect(refusePin(pin)).toBeNull();
});
