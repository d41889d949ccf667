import type { Service } from '../src/cds/service.js';
import { orderSelect } from './order-select.js';
import { orderSign } from './order-sign.js';
import { patientView } from './patient-view.js';

/** The registry: every service that discovery lists, one per hook. A new hook is one more file here. */
export const services: readonly Service[] = [patientView, orderSelect, orderSign];

/** The service of an id; undefined for none. */
export function serviceOf(id: string): Service | undefined {
  return services.find((service) => service.id === id);
}
