/** What a measurement was taken on. Step times of different device classes are never mixed raw. */
export interface Device {
  readonly backend: string;
  readonly vendor: string;
  readonly name: string;
  readonly driver: string;
  readonly threads: number;
}

/** Two devices with the same class give comparable step times. */
export function deviceClass(device: Device): string {
  return [device.backend, device.vendor, device.name, device.driver, `${device.threads}t`].join(' / ');
}
