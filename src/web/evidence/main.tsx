import '../jitless.js';
import { mount } from '../mount.js';
import '../style.css';
import './evidence.css';
import { EvidencePage } from './evidence-page.js';

mount(<EvidencePage />);
