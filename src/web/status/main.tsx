import { mount } from '../mount.js';
import '../style.css';

mount(<p>status</p>);
