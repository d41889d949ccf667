import { mount } from '../mount.js';
import '../style.css';
import { StatusPage } from './status-page.js';

mount(<StatusPage />);
