import { mount } from '../mount.js';
import '../style.css';
import './sandbox.css';
import { SandboxPage } from './sandbox-page.js';

mount(<SandboxPage />);
