<?php
/**
 * Leaves nothing behind.
 *
 * @package Polyclerk
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/class-polyclerk-options.php';
require_once __DIR__ . '/includes/class-polyclerk-server.php';
require_once __DIR__ . '/includes/class-polyclerk-cleanup.php';

Polyclerk_Server::hooks();

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $polyclerk_site ) {
		switch_to_blog( $polyclerk_site );
		Polyclerk_Cleanup::uninstall();
		restore_current_blog();
	}
} else {
	Polyclerk_Cleanup::uninstall();
}
